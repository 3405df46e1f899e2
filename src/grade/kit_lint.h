// The part of `dev check` that only reads: files, headings, hints, names, declared numbers. No compiler is
// run.
#pragma once
#include <vector>

#include "content/kit.h"
#include "grade/dev_check.h"

namespace prep {

std::vector<CheckFinding> lint_kit(const Kit& kit);

}  // namespace prep
