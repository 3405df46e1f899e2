// The warp-wide operations: lanes meet, the last one computes everybody's result. A lane arrives by
// prep_meet() (switch.h), with the source lane of a shuffle or the kind of a reduction as the argument.
#pragma once
#include <cstdint>

#include "sim/engine/block.h"

namespace prep::sim {

// What a lane that is not there "gives" to a shuffle: NaN as a float, -1 as an integer, for results that
// show.
inline constexpr std::uint64_t kPoison = ~std::uint64_t{0};

// What a lane gives to Meeting::work (as a pointer): the last one to come calls `work` with everybody's, null for lanes
// that are not there. The objects live on the stacks of the waiting lanes.
struct WarpWork {
  void (*work)(WarpWork* const lanes[32]) = nullptr;
};

// Computes the results of a rendezvous whose living lanes have all come, frees it and makes the lanes ready.
void complete(Block& block, Warp& warp, Rendezvous& meeting);

inline std::uint32_t kind_of(Meeting meeting, std::uint32_t argument) {
  return static_cast<std::uint32_t>(meeting) | argument << 8;
}

}  // namespace prep::sim
