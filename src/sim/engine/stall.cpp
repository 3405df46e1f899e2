// Nobody in the block can run: the barrier is complete, or returned lanes complete a rendezvous, or yielding
// threads get their turn, or the block is deadlocked.
#include <prep/sim/abi.h>
#include <sched.h>

#include <bit>

#include "sim/check/events.h"
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

bool wake_yielded(Block& block) {
  std::uint32_t any = 0;
  for (unsigned w = 0; w < block.warps; ++w) {
    any |= block.warp[w].yielded;
    block.warp[w].ready |= block.warp[w].yielded;
    block.warp[w].yielded = 0;
  }
  if (any != 0) sched_yield();  // what they wait for may happen in another block
  return any != 0;
}

}  // namespace

bool resolve_stall(Block& block) {
  if (block.alive == 0) return false;
  if (complete_without_returned_lanes(block)) return true;
  if (complete_gatherings_without_returned(block)) return true;
  if (block.arrived == block.alive) {
    release_barrier(block);
    return true;
  }
  if (wake_yielded(block)) return true;
  die_of_deadlock(block);
}

}  // namespace prep::sim
