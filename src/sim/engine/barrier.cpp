// __syncthreads() and its reducing kinds, yielding and __activemask: where a thread stops. Releases are in
// stall.cpp.
#include <prep/sim/abi_sync.h>

#include "sim/check/hooks.h"
#include "sim/engine/block_findings.h"
#include "sim/engine/block_switch.h"
#include "sim/engine/grid.h"

namespace prep::sim {
namespace {

// An operation of prep_barrier_reduce() of our own: the barrier is one of all blocks.
constexpr int kGridBarrier = 3;

[[gnu::always_inline]] inline void file_at_barrier(Block& block, Fiber* self, const char* file, int line) {
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
  ++block.arrived;
}

}  // namespace
}  // namespace prep::sim

using namespace prep::sim;

Resume prep_arrive_barrier(const char* file, int line, int, int, int, void* stack_pointer) {
  Block& block = *t_state.block;
  file_at_barrier(block, t_state.fiber, file, line);
  return hand_over(block, t_state.fiber, stack_pointer);
}

Resume prep_arrive_barrier_reduce(int op, int predicate, const char* file, int line, int,
                                  void* stack_pointer) {
  Block& block = *t_state.block;
  block.reduces_predicates = true;
  block.grid_barrier = block.grid_barrier || op == kGridBarrier;
  block.true_predicates += predicate != 0;
  t_state.fiber->argument = static_cast<std::uint8_t>(op);
  file_at_barrier(block, t_state.fiber, file, line);
  return hand_over(block, t_state.fiber, stack_pointer);
}

Resume prep_arrive_yield(int, int, int, int, int, void* stack_pointer) {
  Block& block = *t_state.block;
  block.warp[block.current_warp].yielded |= bit_of(t_state.fiber);
  return hand_over(block, t_state.fiber, stack_pointer);
}

Resume prep_arrive_activemask(int, int, int, int, int, void* stack_pointer) {
  Block& block = *t_state.block;
  block.warp[block.current_warp].gathered |= bit_of(t_state.fiber);
  return hand_over(block, t_state.fiber, stack_pointer);
}

void prep_yield(void) {
  prep_spin_budget = kSpinBudget;
  if (t_state.fiber == nullptr) return;
  if (t_state.block->spin_rounds > 1) prep_spin_budget = kShortSpin;
  running_thread().value = last_looked_at();  // for the report, if it waits for good
  prep_yield_thread();
}

int prep_grid_is_cooperative(void) { return g_grid != nullptr && g_grid->request->cooperative; }

void prep_grid_sync(const char* file, int line) {
  if (prep_grid_is_cooperative()) {
    prep_barrier_reduce(static_cast<prep_barrier_op>(kGridBarrier), 0, file, line);
    return;
  }
  t_state.fiber->file = file;
  t_state.fiber->line = line;
  report_grid_sync_without_cooperation(*t_state.block, *t_state.fiber);
  g_grid->fail(cudaErrorLaunchFailure);
  abandon_block();
}
