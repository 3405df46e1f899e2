// The build stage: the learner's file becomes one runner per flavor. Compilers run confined in a scratch
// folder that holds copies of the file and the kit's contract; objects are cached by the hash of everything
// that can change them.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "backend/backend.h"
#include "backend/finding.h"
#include "content/kit.h"

namespace prep {

struct BuildRequest {
  const Backend& backend;
  const Kit& kit;
  std::filesystem::path source;
  std::vector<Flavor> flavors;
  const Installation& installation;
  std::vector<std::string> libraries = {};  // to link with; a learner's file has none
};

struct BuildOutcome {
  bool built = false;
  std::map<Flavor, std::filesystem::path> runner;
  std::filesystem::path object;   // of the first flavor: forbidden symbols are looked for in it
  std::vector<Finding> findings;  // errors and warnings with file:line
  std::string output;             // what the compiler said
  std::string reason;             // where it was no compiler error: time, memory, an include out of bounds
  double seconds = 0;
};

BuildOutcome build(const BuildRequest& request);

// The first symbol of the object that a pattern of kit.forbid matches; "" = none.
std::string forbidden_symbol(const Kit& kit, const std::filesystem::path& object);

}  // namespace prep
