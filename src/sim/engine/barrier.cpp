// __syncthreads() and its reducing kinds: the threads' side. The release is in stall.cpp.
#include <prep/sim/abi.h>

#include "sim/engine/block_switch.h"

namespace prep::sim {
namespace {

[[gnu::always_inline]] inline void wait_at_barrier(Block& block, const char* file, int line) {
  Fiber* self = t_state.fiber;
  self->file = file;
  self->line = line;
  if (block.barrier_line != line) [[unlikely]] {
    if (block.barrier_line == 0) {
      block.barrier_line = line;
    } else {
      block.barrier_lines_differ = true;
    }
  }
  block.warp[block.current_warp].at_barrier |= bit_of(self);
  give_way(block, self, take_next_inline(block));
}

}  // namespace
}  // namespace prep::sim

extern "C" {

void prep_barrier(const char* file, int line) { prep::sim::wait_at_barrier(*prep::sim::t_state.block, file, line); }

int prep_barrier_reduce(prep_barrier_op op, int predicate, const char* file, int line) {
  prep::sim::Block& block = *prep::sim::t_state.block;
  block.predicates += predicate != 0;
  prep::sim::wait_at_barrier(block, file, line);
  const unsigned count = block.released_predicates;
  if (op == prep_barrier_count) return static_cast<int>(count);
  return op == prep_barrier_and ? count == block.released_threads : count != 0;
}
}
