// The check stage: every case of the kit, each with its own judge and runners. A case that fails in the fast
// build is run once more in the checking build: the finding that caused it wins over its symptom.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "backend/backend.h"
#include "content/kit.h"
#include "grade/grade.h"
#include "grade/judge_session.h"
#include "grade/result.h"

namespace prep {

struct CheckRequest {
  const Backend& backend;
  const Kit& kit;
  std::filesystem::path judge;
  std::map<Flavor, std::filesystem::path> runner;
  std::string source_name;
  std::string seed;
  Depth depth = Depth::full;
  std::string mutant = "none";
  std::function<void(const std::string&)> progress = [](const std::string&) {};
};

struct CheckOutcome {
  std::vector<CaseResult> cases;
  std::vector<Finding> findings;  // merged over cases, most causal first
  std::string printed;            // of the first case that printed
  Verdict verdict = Verdict::passed;
  bool equivalent = false;  // the mutant asked for changed nothing in the last run
  std::string reason;       // of the verdict
  double seconds = 0;
};

CheckOutcome check(const CheckRequest& request);
// One row; `draw` counts its repetitions.
CaseResult check_case(const CheckRequest& request, const CaseRow& row, int draw, CheckOutcome& collected);

std::string case_seed(const std::string& seed, const std::string& name, int draw);
std::string fresh_seed();  // 16 hex digits of the OS's entropy

}  // namespace prep
