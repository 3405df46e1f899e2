// How many words of an allocation have a shadow: all of a small one, the beginning of a large one.
#pragma once
#include "sim/check/state.h"

namespace prep::sim {

// Kept in the cell before the first.
inline std::uint64_t covered_cells(const GlobalCell* shadow) { return shadow[-1].reserved; }

}  // namespace prep::sim
