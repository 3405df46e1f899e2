// The order in which blocks, warps and lanes run. A correct program gives the same result in each.
#pragma once
#include <cstdint>

namespace prep::sim {

// The block that is handed out as number `position` of `count`.
std::uint64_t block_at(std::uint64_t position, std::uint64_t count, int schedule);

// Fills order[0..count) with a permutation of 0..count-1; `salt` makes blocks differ under a shuffle.
void permute(std::uint8_t* order, unsigned count, int schedule, std::uint64_t salt);

}  // namespace prep::sim
