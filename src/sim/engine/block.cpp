#include "sim/engine/block.h"

#include "sim/check/events.h"
#include "sim/engine/block_extras.h"
#include "sim/engine/block_switch.h"
#include "sim/engine/schedule.h"

namespace prep::sim {

__thread ThreadState t_state;

void arrange(Block& block, const LaunchRequest& request, int schedule, std::uint64_t salt) {
  const dim3 shape = request.block;
  block.request = &request;
  block.threads = shape.x * shape.y * shape.z;
  block.warps = (block.threads + 31) / 32;
  std::uint8_t warp_order[kMaxWarps];
  permute(warp_order, block.warps, schedule, salt);
  for (unsigned rank_warp = 0; rank_warp < block.warps; ++rank_warp) {
    Warp& warp = block.warp[rank_warp];
    const unsigned number = warp_order[rank_warp];
    const unsigned lanes = block.threads - number * 32 < 32 ? block.threads - number * 32 : 32;
    std::uint8_t lane_order[32];
    permute(lane_order, lanes, schedule, salt * 32 + number + 1);
    warp.existing = lanes == 32 ? ~0u : (1u << lanes) - 1;
    for (unsigned rank = 0; rank < lanes; ++rank) {
      const unsigned lane = lane_order[rank];
      const unsigned linear = number * 32 + lane;
      Fiber& fiber = block.fiber[rank_warp * 32 + rank];
      fiber.index = {linear % shape.x, linear / shape.x % shape.y, linear / shape.x / shape.y};
      fiber.linear = static_cast<std::uint16_t>(linear);
      fiber.rank_warp = static_cast<std::uint8_t>(rank_warp);
      fiber.rank = static_cast<std::uint8_t>(rank);
      fiber.lane = static_cast<std::uint8_t>(lane);
      fiber.warp = static_cast<std::uint8_t>(number);
      warp.rank_of_lane[lane] = static_cast<std::uint8_t>(rank);
    }
  }
}

Index3 index_of_block(std::uint64_t linear, const dim3& grid) {
  if (linear < grid.x) return {static_cast<std::uint32_t>(linear), 0, 0};
  const std::uint64_t row = linear / grid.x;
  return {static_cast<std::uint32_t>(linear - row * grid.x), static_cast<std::uint32_t>(row % grid.y),
          static_cast<std::uint32_t>(row / grid.y)};
}

void reset_warps(Block& block) {
  for (unsigned w = 0; w < block.warps; ++w) {
    Warp& warp = block.warp[w];
    // The slots in use are the ranks 0..lanes-1: the same mask as the lanes that exist.
    warp.ready = warp.fresh = warp.existing;
    warp.at_barrier = warp.yielded = warp.gathered = warp.parked = warp.exited = warp.meetings = 0;
    warp.clock = warp.full_clock = 0;
  }
  block.current_warp = 0;
  block.alive = block.threads;
}

void run_block(Block& block) {
  block.runs = block.may_run;
  block.turned = 0;
  if (!block.runs) reset_warps(block);
  block.arrived = block.barriers = block.true_predicates = 0;
  block.reduces_predicates = false;
  block.grid_barrier = block.suspended = block.at_grid_barrier = false;
  block.spin_rounds = 0;
  block.barrier_line = block.reported_line = 0;
  block.barrier_lines_differ = false;
  if (block.extras_used) block.extras->clear();
  block.extras_used = false;
  resume_block(block);
}

void resume_block(Block& block) {
  block.suspended = false;
  prep_block_index = block.index;
  t_state.block = &block;
  ++t_state.turns;
  void* target = nullptr;
  if (block.runs) {
    target = begin_rows(block);
  } else {
    prep_run_end = 0;
    Fiber* first = take_next_inline(block);
    if (first != nullptr && first != &block.host) {
      target = entry_point(block, first);
      become(first);
    }
  }
  if (target != nullptr) prep_enter_block(&t_state.host_stack_pointer, target);
  t_state.fiber = nullptr;
  t_state.block = nullptr;
}

void abandon_block() {
  prep_settle_run();
  Block& block = *t_state.block;
  if (checking()) on_block_abandoned();
  drop_threads(block);
  block.suspended = false;
  prep_leave_stack(t_state.host_stack_pointer, 0);
}

void drop_threads(Block& block) {
  for (unsigned w = 0; w < block.warps; ++w) {
    Warp& warp = block.warp[w];
    for (unsigned rank = 0; rank < 32; ++rank) {
      Fiber& fiber = block.fiber[w * 32 + rank];
      const bool started = (warp.existing >> rank & 1) != 0 && (warp.fresh >> rank & 1) == 0;
      const bool returned = (warp.exited >> fiber.lane & 1) != 0;
      if (started && !returned) block.stacks->give(fiber.stack);
    }
  }
}

Fiber* take_next(Block& block) {
  ++t_state.turns;
  for (;;) {
    for (unsigned seen = 0; seen < block.warps; ++seen) {
      Warp& warp = block.warp[block.current_warp];
      if (warp.ready == 0 && warp.gathered != 0) {
        // __activemask: no other lane of the warp can run, so the lanes that came are the active ones.
        std::uint32_t lanes = 0;
        for (std::uint32_t rest = warp.gathered; rest != 0; rest &= rest - 1) {
          lanes |=
              1u << block.fiber[block.current_warp * 32 + static_cast<unsigned>(std::countr_zero(rest))].lane;
        }
        for (std::uint32_t rest = warp.gathered; rest != 0; rest &= rest - 1) {
          block.fiber[block.current_warp * 32 + static_cast<unsigned>(std::countr_zero(rest))].value = lanes;
        }
        warp.ready = warp.gathered;
        warp.gathered = 0;
      }
      if (warp.ready != 0) {
        const auto rank = static_cast<unsigned>(std::countr_zero(warp.ready));
        warp.ready &= warp.ready - 1;
        return &block.fiber[block.current_warp * 32 + rank];
      }
      block.current_warp = block.current_warp + 1 == block.warps ? 0 : block.current_warp + 1;
    }
    const Stall stall = resolve_stall(block);
    if (stall == Stall::done) return nullptr;
    if (stall == Stall::suspended) {
      block.suspended = true;
      block.host.stack_pointer = t_state.host_stack_pointer;
      return &block.host;
    }
  }
}

}  // namespace prep::sim
