// Every timed call is looked at: the same few thousand elements of two programs that were given the same
// inputs.
#pragma once
#include <cstdint>
#include <vector>

#include "judge/finding.h"
#include "judge/judged_case.h"

namespace prep {

// Two right answers differ by at most twice what a right answer may be off: `allowed` (by buffer) is the most
// that the oracle allowed in the call that it judged. Empty: nothing is compared but NaN against number. A
// kit without units() has no single right answer: nothing is compared.
Outcome compare_looks(const JudgedCase& judged, int memfd, int other, const std::vector<std::uint64_t>& looks,
                      const std::vector<double>& allowed);

}  // namespace prep
