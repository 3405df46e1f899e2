// Nobody in the block can run: the barrier is complete, or returned lanes complete a rendezvous, or yielding
// threads get their turn, or the block is deadlocked.
#include <prep/sim/abi.h>
#include <sched.h>

#include <bit>

#include "sim/check/events.h"
#include "sim/engine/index_variables.h"
#include "sim/engine/block.h"
#include "sim/engine/block_extras.h"
#include "sim/engine/block_findings.h"
#include "sim/engine/rendezvous.h"

namespace prep::sim {
namespace {

bool complete_without_returned_lanes(Block& block) {
  bool progress = false;
  for (unsigned w = 0; w < block.warps; ++w) {
    Warp& warp = block.warp[w];
    if (warp.exited == 0) continue;
    for (std::uint32_t rest = warp.meetings; rest != 0; rest &= rest - 1) {
      Rendezvous& meeting = warp.rendezvous[std::countr_zero(rest)];
      if ((meeting.mask & ~(meeting.arrived | warp.exited)) != 0) continue;
      complete(block, warp, meeting);
      progress = true;
    }
  }
  return progress;
}

// Each waiting thread's own result; threads at a plain barrier get a value that nobody reads.
void give_predicate_results(Block& block) {
  for (unsigned w = 0; w < block.warps; ++w) {
    for (std::uint32_t rest = block.warp[w].at_barrier; rest != 0; rest &= rest - 1) {
      Fiber& fiber = block.fiber[w * 32 + static_cast<unsigned>(std::countr_zero(rest))];
      const unsigned count = block.true_predicates;
      fiber.value = fiber.argument == prep_barrier_count ? count
                    : fiber.argument == prep_barrier_and ? count == block.alive
                                                         : count != 0;
    }
  }
  block.reduces_predicates = false;
  block.true_predicates = 0;
}

void release_barrier(Block& block) {
  if (block.alive != block.threads) report_returned_before_barrier(block);
  if (block.barrier_lines_differ) report_different_barriers(block);
  if (block.reduces_predicates) give_predicate_results(block);
  for (unsigned w = 0; w < block.warps; ++w) {
    block.warp[w].ready = block.warp[w].at_barrier;
    block.warp[w].at_barrier = 0;
  }
  ++block.barriers;
  block.arrived = 0;
  block.barrier_line = 0;
  block.barrier_lines_differ = false;
  block.current_warp = 0;
  if (checking()) on_barrier(block);
}

// A few rounds in this block first: most threads that spin wait for a neighbour. Then other blocks get their
// turn.
constexpr unsigned kRoundsHere = 4;

bool changed_memory(Block& block) {
  const std::uint64_t changes = checking() ? memory_changes_here() : 0;
  const bool changed = changes != block.changes;
  block.changes = changes;
  return changed;
}

Stall wake_yielded(Block& block) {
  std::uint32_t any = 0;
  for (unsigned w = 0; w < block.warps; ++w) any |= block.warp[w].yielded;
  if (any == 0) die_of_deadlock(block);
  if (changed_memory(block)) block.spin_rounds = 0;
  if (++block.spin_rounds > kRoundsHere) {
    block.spin_rounds = kRoundsHere - 1;  // one round with each turn that it gets from now on
    return Stall::suspended;
  }
  for (unsigned w = 0; w < block.warps; ++w) {
    block.warp[w].ready |= block.warp[w].yielded;
    block.warp[w].yielded = 0;
  }
  prep_spin_budget = block.spin_rounds > 1 ? kShortSpin : kSpinBudget;
  sched_yield();  // what they wait for may happen on another host thread
  return Stall::go_on;
}

}  // namespace

Stall resolve_stall(Block& block) {
  if (block.alive == 0) return Stall::done;
  if (complete_without_returned_lanes(block) || complete_gatherings_without_returned(block)) {
    block.spin_rounds = 0;
    return Stall::go_on;
  }
  if (block.arrived == block.alive) {
    block.spin_rounds = 0;
    if (block.grid_barrier) {
      block.at_grid_barrier = true;
      return Stall::suspended;
    }
    release_barrier(block);
    return Stall::go_on;
  }
  return wake_yielded(block);
}

void leave_grid_barrier(Block& block) {
  block.grid_barrier = block.at_grid_barrier = false;
  release_barrier(block);
}

}  // namespace prep::sim
