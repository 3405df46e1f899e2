// The measure stage of host exercises: learner and baseline run side by side, each in its own confined
// process, and prep passes the baton so that their samples alternate ABBA. What was timed is also judged.
#pragma once
#include <filesystem>

#include "grade/check.h"
#include "grade/result.h"
#include "grade/statistics.h"

namespace prep {

struct MeasureRequest {
  const Backend& backend;
  const Kit& kit;
  std::filesystem::path judge, learner, baseline;  // programs
  std::string source_name;
  std::string seed;
  StopRule rule;
  std::function<void(const std::string&)> progress = [](const std::string&) {};
};

struct MeasureOutcome {
  std::vector<MeasureRow> rows;
  Verdict verdict = Verdict::passed;  // of what the timed calls computed, and how the process ended
  std::string reason;
};

MeasureOutcome measure(const MeasureRequest& request);

}  // namespace prep
