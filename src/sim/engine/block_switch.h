// The hot path of the block: inlined into barrier, rendezvous and yield.
#pragma once
#include <bit>

#include "sim/engine/block.h"
#include "sim/engine/index_variables.h"
#include "sim/engine/switch.h"

namespace prep::sim {

// Runs threads that have not started one after another on this stack; the first one that blocks keeps it.
void fiber_main();

// The running thread, or row of threads, has returned. Sets the index variables for the next ones that have
// not started, and returns; never returns when there are none.
void next_threads();

[[gnu::always_inline]] inline void become(Fiber* fiber) {
  t_state.fiber = fiber;
  prep_thread_index = fiber->index;
  prep_lane_base = fiber->lane - fiber->index.x;  // modulo 32
}

[[gnu::always_inline]] inline Fiber* take_next_inline(Block& block) {
  Warp& warp = block.warp[block.current_warp];
  if (warp.ready == 0) [[unlikely]]
    return take_next(block);
  const auto rank = static_cast<unsigned>(std::countr_zero(warp.ready));
  warp.ready &= warp.ready - 1;
  return &block.fiber[block.current_warp * 32 + rank];
}

[[gnu::always_inline]] inline std::uint32_t bit_of(const Fiber* fiber) { return 1u << fiber->rank; }

// Where a thread that starts now begins in a grid-stride loop.
[[gnu::always_inline]] inline void set_round(const Block& block, const Fiber* fiber) {
  prep_round = block.round + (fiber->linear < block.turned);
}

// Tops are coloured: stacks a power of two apart would fight for the same cache sets.
[[gnu::always_inline]] inline char* top_of_stack(const Fiber* fiber) {
  return fiber->stack + kStackBytes - fiber->linear % 16 * 256;
}

// The first frame on a fresh stack.
[[gnu::always_inline]] inline void* fresh_stack(Block& block, Fiber* fiber) {
  fiber->stack = block.stacks->take();
  return initial_frame(top_of_stack(fiber), fiber_main);
}

// A thread that has not started gets a stack of its own.
[[gnu::always_inline]] inline void* entry_point(Block& block, Fiber* fiber) {
  Warp& warp = block.warp[fiber->rank_warp];
  if ((warp.fresh & bit_of(fiber)) == 0) [[likely]]
    return fiber->stack_pointer;
  warp.fresh &= ~bit_of(fiber);
  fiber->warp_clock = 0;
  set_round(block, fiber);
  return fresh_stack(block, fiber);
}

// Starts a block that runs row by row.
[[gnu::always_inline]] inline void* begin_rows(Block& block) {
  Fiber* first = block.fiber;
  become(first);
  prep_run_end = block.request->block.x;
  prep_round = prep_turns_left = 0;
  return fresh_stack(block, first);
}

// The stacks of a large block do not fit the first cache: fetch the one that comes after `next`.
[[gnu::always_inline]] inline void prefetch_follower(const Block& block) {
  const std::uint32_t ready = block.warp[block.current_warp].ready;
  if (ready == 0) return;
  const auto rank = static_cast<unsigned>(std::countr_zero(ready));
  const char* stack = static_cast<const char*>(block.fiber[block.current_warp * 32 + rank].stack_pointer);
  __builtin_prefetch(stack);
  __builtin_prefetch(stack + 64);
  __builtin_prefetch(stack + 128);
}

// Files where the running thread stopped and makes `next` the running one; its registers are restored by the
// stub.
[[gnu::always_inline]] inline Resume hand_over(Block& block, Fiber* self, void* stack_pointer) {
  self->stack_pointer = stack_pointer;
  Fiber* next = take_next_inline(block);
  if (next != self) {
    stack_pointer = entry_point(block, next);
    become(next);
    prefetch_follower(block);
  }
  return {stack_pointer, next->value};
}

}  // namespace prep::sim
