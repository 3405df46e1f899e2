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
  std::vector<FileVerdict> verdicts;
};
// `backend` of CUDA kits: sim or gpu; C++ kits are always examined on the host.
ExamOutcome examine_kit(const Kit& kit, const Installation& installation, BackendChoice backend,
                        const std::function<void(const std::string&)>& progress);

}  // namespace prep
