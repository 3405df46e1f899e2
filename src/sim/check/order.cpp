#include "sim/check/order.h"

#include "sim/check/clocks.h"

namespace prep::sim {
namespace {

// Lanes of one warp: a rendezvous since the earlier access orders them.
bool ordered_in_warp(const CheckState& state, const Block& block, const Fiber& fiber, const Access& earlier) {
  const Warp& warp = block.warp[fiber.rank_warp];
  const std::uint32_t clock = earlier.clock();
  if (clock < (warp.full_clock & 0xfffff)) return true;
  return state.partial_used &&
         clock < (state.seen[fiber.rank_warp][fiber.lane][earlier.thread() & 31] & 0xfffff);
}

// A fence and an atomic after the earlier access, an atomic before this one. Which atomic is not asked:
// rather miss a race than invent one.
bool ordered_by_fences(const CheckState& state, const Fiber& fiber, const Access& earlier) {
  if (!state.sync_used || state.sync.acquired[fiber.linear] == 0) return false;
  return earlier.thread_fences() >= kFenceLimit ||
         state.sync.published[earlier.thread()] > earlier.thread_fences();
}

bool ordered_between_blocks(const CheckState& state, const Access& earlier) {
  if (!state.block_acquired) return false;
  return earlier.block_fences() >= kFenceLimit || published_fences(earlier.block()) > earlier.block_fences();
}

}  // namespace

Conflict judge_conflict(const CheckState& state, const Block& block, const Fiber& fiber,
                        const Access& earlier, const Access& now) {
  if ((earlier.bytes() & now.bytes()) == 0) return Conflict::none;
  const bool both_marked = earlier.manner() != Manner::plain && now.manner() != Manner::plain;
  if (earlier.launch() != now.launch()) {
    const bool at_once = g_launches_overlap && overlaps(earlier.launch());
    return at_once && !both_marked ? Conflict::other_launch : Conflict::none;
  }
  if (earlier.block() != now.block()) {
    if (both_marked || ordered_between_blocks(state, earlier)) return Conflict::none;
    return Conflict::other_block;
  }
  if (earlier.segment() != now.segment() || earlier.thread() == now.thread()) return Conflict::none;
  if (state.clocks_used && earlier.clock() < (clock_known(state, fiber, earlier.thread()) & 0xfffff))
    return Conflict::none;
  if (earlier.warp() == now.warp()) {
    // volatile does not make the lanes of a warp wait for each other.
    const bool both_volatile =
        earlier.manner() == Manner::volatile_access && now.manner() == Manner::volatile_access;
    if ((both_marked && !both_volatile) || ordered_in_warp(state, block, fiber, earlier))
      return Conflict::none;
    return ordered_by_fences(state, fiber, earlier) ? Conflict::none : Conflict::same_warp;
  }
  if (both_marked || ordered_by_fences(state, fiber, earlier)) return Conflict::none;
  return Conflict::same_block;
}

}  // namespace prep::sim
