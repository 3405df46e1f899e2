// The learner's name for memory that came from cudaMalloc and kin: the variable that took the pointer.
#pragma once
#include <string>

#include "sim/report/finding.h"

namespace prep::sim {

// The variable in a line of source that allocates: "d_x" of "CHECK(cudaMalloc(&d_x, n));"; "" when it is not
// clear. Of a line with `calls` calls, the one of the call with this rank.
std::string allocated_variable(const std::string& line, int rank = 0, int calls = 1);

// A line of a source file; "" when there is none.
std::string line_of(const char* file, int number);
bool has_word(const std::string& line, const std::string& word);

// Dynamic shared memory by the name of the `extern __shared__` array declared last before the finding's line.
void name_dynamic_shared(Finding& finding);

// An address outside all memory, by the only array that the line subscripts.
void name_wild_pointer(Finding& finding);

// The local variable that the storing line uses and that is declared above it without a value.
void name_unset_local(Finding& finding);

// Fills in `variable` and the "{memory}" words of the message from the place of allocation.
void name_memory(Finding& finding);

}  // namespace prep::sim
