// From one thread to the next on the same stack. As long as no thread of a launch has blocked, blocks run row
// by row: the loop in the learner's object (include/prep/sim/launch.h) counts threadIdx.x up to prep_run_end,
// t_state.fiber is the row's first thread, and the warps' masks are not filled in. A thread that blocks calls
// prep_settle_run() first, which makes up for all that; the rest of the block, and later blocks of the
// launch, then run thread by thread. Rows need the forward schedule, where slots are thread numbers.
//
// Neighbouring blocks run together, and a grid-stride loop (include/prep/sim/rounds.h) runs in rounds: one
// turn of all threads of all these blocks, then the next turn. So memory is walked through in order, as on a
// GPU.
#include <prep/sim/abi.h>

#include "sim/engine/block_extras.h"
#include "sim/engine/block_switch.h"
#include "sim/engine/grid.h"
#include "sim/engine/shared_memory.h"

namespace prep::sim {
namespace {

[[noreturn]] void leave_block(Block& block, Fiber* self) {
  block.stacks->give(self->stack);
  prep_leave_stack(t_state.host_stack_pointer, 0);
}

bool uses_shared_memory(const Block& block) {
  return block.request->shared_bytes != 0 || static_end() > kStaticBegin;
}

// The block that runs after this one, in this round or the next; false when there is none.
bool choose_block(Block& block) {
  Together& together = block.together;
  const bool turns_left = prep_turns_left != 0, alone = uses_shared_memory(block);
  prep_turns_left = 0;
  if (turns_left && alone) {  // what it has there lasts until its end
    ++together.round;
    return true;
  }
  if (alone) together.round = 0;
  if (turns_left) together.again |= std::uint64_t{1} << together.current;
  if (together.left == 0) {
    if (together.again == 0) return false;
    together.left = together.again;
    together.again = 0;
    ++together.round;
  }
  if (g_grid->aborted.load(std::memory_order_relaxed)) return false;
  together.current = static_cast<unsigned>(std::countr_zero(together.left));
  together.left &= together.left - 1;
  block.linear = together.first + together.current;
  block.index = index_of_block(block.linear, block.request->grid);
  if (alone) poison_arena(block.request->shared_bytes);
  return true;
}

void next_row(Block& block, Fiber* self) {
  Fiber* next = self + prep_run_end;  // rows begin at threadIdx.x 0
  ++t_state.turns;
  if (next == block.fiber + block.threads) {
    if (!choose_block(block)) {
      prep_run_end = 0;
      leave_block(block, self);
    }
    prep_block_index = block.index;
    prep_round = block.together.round;
    next = block.fiber;
  }
  next->stack = self->stack;
  become(next);
}

}  // namespace

void fiber_main() {
  const LaunchRequest& request = *t_state.block->request;
  for (;;) {
    request.body(request.frame);
    next_threads();
  }
}

void next_threads() {
  Block& block = *t_state.block;
  Fiber* self = t_state.fiber;
  if (block.runs) [[likely]]
    return next_row(block, self);
  if (prep_turns_left != 0) [[unlikely]] {  // it began in a row and blocked
    prep_turns_left = 0;
    prep_round = block.round + 1;
    return;
  }
  if (block.extras_used) [[unlikely]]
    finish_copies(block, *self);
  block.warp[self->rank_warp].exited |= 1u << self->lane;
  --block.alive;
  Fiber* next = take_next_inline(block);
  if (next == nullptr) leave_block(block, self);
  Warp& warp = block.warp[next->rank_warp];
  const bool fresh = (warp.fresh & bit_of(next)) != 0;
  become(next);
  if (fresh) {
    warp.fresh &= ~bit_of(next);
    next->warp_clock = 0;
    next->stack = self->stack;
    set_round(block, next);
    return;
  }
  block.stacks->give(self->stack);  // nobody takes it before we have left it
  prep_leave_stack(next->stack_pointer, next->value);
}

}  // namespace prep::sim

// Returning to where the thread began would cost a jump that no predictor knows.
extern "C" void prep_thread_done() {
  using namespace prep::sim;
  next_threads();
  prep_restart_stack(top_of_stack(t_state.fiber), fiber_main);
}

namespace prep::sim {
namespace {

// Threads before `self` have returned for good, later ones have not started.
void settle_returned(Block& block, const Fiber& self) {
  for (unsigned w = 0; w < self.rank_warp; ++w) {
    block.warp[w].exited = block.warp[w].existing;
    block.warp[w].ready = block.warp[w].fresh = 0;
  }
  Warp& warp = block.warp[self.rank_warp];
  warp.exited = bit_of(&self) - 1;
  warp.ready = warp.fresh = warp.existing & ~(warp.exited | bit_of(&self));
  block.alive = block.threads - self.linear;
}

// Threads before `self` have done this round's turn of their loop: they start again at the next.
void settle_in_round(Block& block, const Fiber& self) {
  Warp& warp = block.warp[self.rank_warp];
  warp.ready = warp.fresh = warp.existing & ~bit_of(&self);
  block.turned = self.linear;
}

}  // namespace
}  // namespace prep::sim

using namespace prep::sim;

extern "C" void prep_settle_run() {
  Block& block = *t_state.block;
  if (!block.runs) return;
  block.runs = block.may_run = false;
  prep_run_end = 0;
  Fiber* row = t_state.fiber;
  Fiber* self = row + prep_thread_index.x;
  reset_warps(block);
  block.round = block.together.round;
  if (prep_turns_left != 0)
    settle_in_round(block, *self);
  else
    settle_returned(block, *self);
  prep_turns_left = 0;
  block.current_warp = self->rank_warp;
  self->stack = row->stack;
  self->warp_clock = 0;
  t_state.fiber = self;
}
