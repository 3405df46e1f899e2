#include "cli/golden.h"

#include <cstdlib>
#include <filesystem>

#include "cli/learner.h"

namespace prep_test {

std::string golden(const std::string& name, const std::string& now) {
  const std::filesystem::path file = std::filesystem::path(PREP_GOLDEN) / (name + ".txt");
  if (std::getenv("PREP_WRITE_GOLDEN") != nullptr) write(file, now);
  return std::filesystem::exists(file) ? text_of(file) : "(there is no " + file.string() + ")";
}

}  // namespace prep_test
