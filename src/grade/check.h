// The check stage: every case of the kit, each with its own judge and one runner per build (fast, checking).
// A finding of the checking build wins over the symptom that it caused in the outputs.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "backend/backend.h"
#include "content/kit.h"
#include "grade/grade.h"
#include "grade/judge_session.h"
#include "grade/result.h"
#include "grade/runner_session.h"

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

// One case in three steps, so that the next one's judge fills its inputs while this one runs. The builds of
// the learner's file run side by side.
class CaseCheck {
 public:
  CaseCheck(const CheckRequest& request, const CaseRow& row, int draw);  // starts the judge
  void start();
  CaseResult finish(CheckOutcome& collected);

 private:
  const CheckRequest& request_;
  const CaseRow& row_;
  std::vector<Flavor> flavors_;  // none: a row for the fast build, and only the checking one is asked for
  std::unique_ptr<JudgeSession> judge_;
  std::vector<RunnerSession> runs_;
};

// One row; `draw` counts its repetitions.
CaseResult check_case(const CheckRequest& request, const CaseRow& row, int draw, CheckOutcome& collected);

std::string case_seed(const std::string& seed, const std::string& name, int draw);
std::string fresh_seed();  // 16 hex digits of the OS's entropy

}  // namespace prep
