// Which addresses a CUDA thread may touch: allocations and variables, and what belongs to the program itself.
#pragma once
#include "sim/check/detectors.h"

namespace prep::sim {

// The allocation that holds the whole access. Null when it is the thread's own memory (kernel arguments,
// constants of the program), or when the access is wrong, which is then noted.
const Known* known_allocation(CheckState& state, const Request& request);

}  // namespace prep::sim
