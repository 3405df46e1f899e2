// From one thread to the next on the same stack. As long as no thread of the block has blocked, the block
// runs row by row: the loop in the learner's object (include/prep/sim/launch.h) counts threadIdx.x up to
// prep_run_end, t_state.fiber is the row's first thread, and the warps' masks are not filled in. A thread
// that blocks calls prep_settle_run() first, which makes up for all that; the rest of the block, and later
// blocks of the launch, then run thread by thread. Rows need the forward schedule, where slots are thread
// numbers.
#include <prep/sim/abi.h>

#include "sim/engine/block_extras.h"
#include "sim/engine/block_switch.h"

namespace prep::sim {
namespace {

[[noreturn]] void leave_block(Block& block, Fiber* self) {
  block.stacks->give(self->stack);
  prep_leave_stack(t_state.host_stack_pointer, 0);
}

void next_row(Block& block, Fiber* self) {
  Fiber* next = self + prep_run_end;  // rows begin at threadIdx.x 0
  if (next == block.fiber + block.threads) {
    prep_run_end = 0;
    leave_block(block, self);
  }
  ++t_state.turns;
  next->stack = self->stack;
  become(next);
}

}  // namespace

void fiber_main() {
  const LaunchRequest& request = *t_state.block->request;
  for (;;) {
    request.body(request.frame);
    prep_next_threads();
  }
}

}  // namespace prep::sim

using namespace prep::sim;

extern "C" void prep_next_threads() {
  Block& block = *t_state.block;
  Fiber* self = t_state.fiber;
  if (block.runs) [[likely]]
    return next_row(block, self);
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
    return;
  }
  block.stacks->give(self->stack);  // nobody takes it before we have left it
  prep_leave_stack(next->stack_pointer, next->value);
}

extern "C" void prep_settle_run() {
  Block& block = *t_state.block;
  if (!block.runs) return;
  block.runs = block.may_run = false;
  prep_run_end = 0;
  Fiber* row = t_state.fiber;
  Fiber* self = row + prep_thread_index.x;
  reset_warps(block);
  for (unsigned w = 0; w < self->rank_warp; ++w) {
    block.warp[w].exited = block.warp[w].existing;
    block.warp[w].ready = block.warp[w].fresh = 0;
  }
  Warp& warp = block.warp[self->rank_warp];
  warp.exited = bit_of(self) - 1;
  warp.ready = warp.fresh = warp.existing & ~(warp.exited | bit_of(self));
  block.alive = block.threads - self->linear;
  block.current_warp = self->rank_warp;
  self->stack = row->stack;
  self->warp_clock = 0;
  t_state.fiber = self;
}
