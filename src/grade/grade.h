// build -> check -> measure -> verdict for one learner file. Everything the screen needs is in the result;
// while it works, `progress` hears one line per stage. Throws Error(environment) where no compiler is found,
// Error(content) where the kit is damaged or its judge died.
#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "content/kit.h"
#include "grade/result.h"
#include "os/paths.h"

namespace prep {

enum class BackendChoice { automatic, gpu, sim, host };
// quick: no measurement, no sanitizer, fewer schedules. timing: only the measurement, for dev bench.
enum class Depth { full, quick, timing };
enum class CacheUse { use, fresh };

struct GradeRequest {
  const Kit& kit;
  std::filesystem::path file;  // what is graded
  BackendChoice backend = BackendChoice::automatic;
  Depth depth = Depth::full;
  CacheUse cache = CacheUse::use;
  std::string seed;  // "" = from the OS's entropy
  const Installation& installation;
  std::function<void(const std::string&)> progress = [](const std::string&) {};
  std::optional<int> gpu = {};  // --gpu N; without it the idlest
};

GradeResult grade(const GradeRequest& request);
enum class Recorded { yes, no };
std::string to_json(const GradeResult& result, Recorded recorded);  // one line, schema prep.run/1

}  // namespace prep
