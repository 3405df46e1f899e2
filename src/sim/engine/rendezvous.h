// The warp-wide operations: lanes meet, the last one computes everybody's result.
#pragma once
#include <cstdint>

#include "sim/engine/block.h"

namespace prep::sim {

// What a lane that is not there "gives" to a shuffle: NaN as a float, -1 as an integer, for results that show.
inline constexpr std::uint64_t kPoison = ~std::uint64_t{0};

// Waits until all living lanes of `mask` have come to the same kind of operation; returns this lane's result.
// `argument`: the source lane of a shuffle, the kind of a reduction.
std::uint64_t meet(Meeting meeting, std::uint32_t mask, std::uint64_t value, std::uint32_t argument, const char* file,
                   int line);

// Computes the results of a rendezvous whose living lanes have all come, frees it and makes the lanes ready.
void complete(Block& block, Warp& warp, Rendezvous& meeting);

}  // namespace prep::sim
