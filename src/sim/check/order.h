// Whether two accesses to the same bytes are in order: the rules of races, for shared and global memory.
#pragma once
#include "sim/check/state.h"
#include "sim/check/stream_order.h"

namespace prep::sim {

// late_copy: a read of what an asynchronous copy has not brought yet.
enum class Conflict : std::uint8_t { none, same_warp, same_block, other_block, other_launch, late_copy };

// The access that the running thread is about to make.
inline Access describe(const CheckState& state, const Fiber& fiber, std::uintptr_t pc_offset, unsigned bytes,
                       Manner manner) {
  const unsigned fences = state.sync_used ? state.sync.fences[fiber.linear] : 0;
  return {state.where | (pc_offset & 0x3ffffff) << 8 | fences << 4 | state.block_fences,
          state.when | std::uint64_t{fiber.linear} << 26 | bytes << 22 |
              static_cast<std::uint64_t>(manner) << 20 | (fiber.warp_clock & 0xfffff)};
}

// `earlier` was recorded before; one of the two must be a write.
Conflict judge_conflict(const CheckState& state, const Block& block, const Fiber& fiber,
                        const Access& earlier, const Access& now);

inline Conflict conflict_of(const CheckState& state, const Block& block, const Fiber& fiber,
                            const Access& earlier, const Access& now) {
  // The common cases first: nobody was here, or the same block before its last barrier.
  const bool same_block = (earlier.where ^ now.where) >> 34 == 0;
  if (earlier.none() || (same_block && earlier.segment() != now.segment() && !g_launches_overlap))
    return Conflict::none;
  return judge_conflict(state, block, fiber, earlier, now);
}

}  // namespace prep::sim
