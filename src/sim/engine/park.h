// Threads that wait for something that another thread of the block does: named barriers, mbarriers, groups. A
// parked thread is not looked at again until somebody unparks its key.
#pragma once
#include <cstdint>

#include "sim/engine/block.h"
#include "sim/engine/switch.h"

namespace prep::sim {

// What a key is about, in its top bits: named barriers, groups; addresses (mbarriers) have none.
inline constexpr std::uint64_t kNamedKey = std::uint64_t{1} << 62;
inline constexpr std::uint64_t kGroupKey = std::uint64_t{1} << 63;

// Makes all threads parked on `key` ready; each prep_park() returns `value`. Returns how many there were.
unsigned unpark(Block& block, std::uint64_t key, std::uint64_t value);

}  // namespace prep::sim
