// Whether two accesses to the same bytes are in order: the rules of races, for shared and global memory.
#pragma once
#include "sim/check/state.h"

namespace prep::sim {

enum class Conflict : std::uint8_t { none, same_warp, same_block, other_block };

// The access that the running thread is about to make.
inline Access describe(const CheckState& state, const Fiber& fiber, std::uintptr_t pc_offset, unsigned bytes,
                       Manner manner) {
  const unsigned fences = state.sync_used ? state.sync.fences[fiber.linear] : 0;
  return {state.where | (pc_offset & 0x3ffffff) << 8 | fences << 4 | state.block_fences,
          state.when | std::uint64_t{fiber.linear} << 26 | bytes << 22 |
              static_cast<std::uint64_t>(manner) << 20 | (fiber.warp_clock & 0xfffff)};
}

// `earlier` was recorded before; one of the two must be a write.
Conflict conflict_of(const CheckState& state, const Block& block, const Fiber& fiber, const Access& earlier,
                     const Access& now);

}  // namespace prep::sim
