// The screen of `prep run`, from values. The stages first, the verdict and its place last, then the next
// command.
#pragma once
#include <string>

#include "cli/task_words.h"
#include "content/kit.h"
#include "grade/result.h"
#include "term/look.h"

namespace prep {

// What the record of the learner adds to the grade.
struct RunContext {
  int attempt = 0;  // this one's number; 0 = not recorded
  int hints_taken = 0;
  int hint_levels = 0;
  std::string after_pass;  // the next task's command; "" = the plan is finished
};

// " ex_03 Fused pointwise": printed before the work.
std::string run_heading(const Look& look, const Kit& kit);
std::string run_screen(const Look& look, const Kit& kit, const GradeResult& result,
                       const RunContext& context);

// "PASS", "FAIL", "NOT GRADED", "UNSTABLE" in colour.
std::string verdict_badge(const Look& look, Verdict verdict);

}  // namespace prep
