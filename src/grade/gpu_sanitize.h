// The sanitize stage on a GPU: compute-sanitizer's memcheck and racecheck over a few cases of the learner's
// own runner. It finds what a right answer can hide: a read past an allocation, a race that luck decided
// well.
#pragma once
#include "grade/check.h"

namespace prep {

struct SanitizeOutcome {
  std::vector<Finding> findings;  // with verdict words as kinds, merged by place
  std::string skipped;            // why it was not done; empty where it was
  double seconds = 0;
};

SanitizeOutcome sanitize(const CheckRequest& request);

}  // namespace prep
