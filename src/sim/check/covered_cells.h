// How many words of an allocation have a shadow: all of a small one, the beginning of a large one.
#pragma once
#include "sim/check/state.h"

namespace prep::sim {

// Kept in the cell before the first.
inline std::uint64_t& covered_cells(GlobalCell* shadow) { return shadow[-1].write.where; }

// They lie behind the cells.
inline SettledWord* settled_words(GlobalCell* shadow) {
  return reinterpret_cast<SettledWord*>(shadow + covered_cells(shadow));
}

}  // namespace prep::sim
