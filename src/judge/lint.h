// What `prep dev check` asks about a case's exact values: are they finite, do they stand clear of the
// tolerance, is every output element expected.
#pragma once
#include <string>

#include "judge/judged_case.h"

namespace prep {

struct DataLint {
  // Of the output whose values stand least clear: the largest exact value, and the largest |out - exact|
  // allowed.
  double max_abs_expected = 0, max_abs_tolerance = 0;
  std::string output;
  bool finite = true;
  Index expected = 0;   // elements that got an exact value
  Index uncovered = 0;  // output elements that got none (0 where units() is 0: check() judges)
};

DataLint lint_data(const JudgedCase& judged);  // over all units of set 0

}  // namespace prep
