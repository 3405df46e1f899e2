// The learner's name for memory that came from cudaMalloc and kin: the variable that took the pointer.
#pragma once
#include <string>

#include "sim/report/finding.h"

namespace prep::sim {

// The variable in a line of source that allocates: "d_x" of "CHECK(cudaMalloc(&d_x, n));"; "" when it is not
// clear. Of a line with `calls` calls, the one of the call with this rank.
std::string allocated_variable(const std::string& line, int rank = 0, int calls = 1);

// Fills in `variable` and the "{memory}" words of the message from the place of allocation.
void name_memory(Finding& finding);

}  // namespace prep::sim
