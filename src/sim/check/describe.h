// A raw finding in the learner's words. Needs the grid that it is about to be the running one.
#pragma once
#include "sim/check/raw.h"
#include "sim/report/finding.h"

namespace prep::sim {

// The variable or allocation that it is about, as a number to merge by.
std::uintptr_t identity_of_memory(const RawFinding& raw);

// The variable or allocation that holds the address becomes the finding's.
void name_memory_at(Finding& finding, std::uintptr_t address);

Finding describe_finding(const RawFinding& raw);

}  // namespace prep::sim
