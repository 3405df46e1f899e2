// The part of `dev check` that compiles and runs: the starter must not pass, the solution and every variant
// must, every wrong file must get the verdict it names, every universal mutant must be rejected.
#pragma once
#include <functional>

#include "content/kit.h"
#include "grade/dev_check.h"

namespace prep {

struct ExamOutcome {
  int files = 0, mutants = 0;
  std::vector<CheckFinding> findings;
};
ExamOutcome examine_kit(const Kit& kit, const Installation& installation,
                        const std::function<void(const std::string&)>& progress);

}  // namespace prep
