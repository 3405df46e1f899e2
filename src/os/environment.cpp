#include "os/environment.h"

#include <cstdlib>

namespace prep {

std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return std::string(value);
}

std::string environment_or(const char* name, const std::string& otherwise) {
  return environment(name).value_or(otherwise);
}

}  // namespace prep
