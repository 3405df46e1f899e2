#include "sim/engine/rendezvous.h"

#include <bit>

#include "sim/check/events.h"
#include "sim/engine/block_findings.h"
#include "sim/engine/block_switch.h"
#include "sim/engine/warp_reduce.h"

namespace prep::sim {
namespace {

constexpr unsigned kFromOneLane = 32;  // in a shuffle's argument: __shfl_sync or __shfl_xor_sync

inline Fiber& fiber_of_lane(Block& block, const Warp& warp, unsigned lane) {
  return block.fiber[static_cast<unsigned>(&warp - block.warp) * 32 + warp.rank_of_lane[lane]];
}

// Every lane reads a lane that the mask leaves out, as in a butterfly that is wider than its mask.
bool reads_only_outside(Block& block, Warp& warp, const Rendezvous& meeting) {
  for (std::uint32_t rest = meeting.arrived; rest != 0; rest &= rest - 1) {
    const Fiber& fiber = fiber_of_lane(block, warp, static_cast<unsigned>(std::countr_zero(rest)));
    if ((fiber.argument & kFromOneLane) == 0 || (meeting.named >> (fiber.argument & 31) & 1) != 0)
      return false;
  }
  return meeting.named != 0;
}

void results_of_shuffle(Block& block, Warp& warp, const Rendezvous& meeting) {
  std::uint64_t given[32];
  for (std::uint32_t rest = meeting.arrived; rest != 0; rest &= rest - 1) {
    const auto lane = static_cast<unsigned>(std::countr_zero(rest));
    given[lane] = fiber_of_lane(block, warp, lane).value;
  }
  if (checking() && reads_only_outside(block, warp, meeting))
    report_shuffle_outside_mask(
        block, fiber_of_lane(block, warp, static_cast<unsigned>(std::countr_zero(meeting.arrived))),
        meeting.named);
  for (std::uint32_t rest = meeting.arrived; rest != 0; rest &= rest - 1) {
    Fiber& fiber = fiber_of_lane(block, warp, static_cast<unsigned>(std::countr_zero(rest)));
    const unsigned source = fiber.argument & 31;
    if ((meeting.arrived >> source & 1) != 0) {
      fiber.value = given[source];
    } else {
      // A mask that leaves the lane out says that nobody uses the value; one that names it expects a value.
      fiber.value = kPoison;
      if ((meeting.named >> source & 1) != 0 && checking())
        report_shuffle_from_absent_lane(block, fiber, source);
    }
  }
}

void do_work(Block& block, const Warp& warp, const Rendezvous& meeting) {
  WarpWork* lanes[32] = {};
  WarpWork* any = nullptr;
  for (std::uint32_t rest = meeting.arrived; rest != 0; rest &= rest - 1) {
    const auto lane = static_cast<unsigned>(std::countr_zero(rest));
    any = lanes[lane] = reinterpret_cast<WarpWork*>(fiber_of_lane(block, warp, lane).value);
  }
  any->work(lanes);
}

void results(Block& block, Warp& warp, const Rendezvous& meeting) {
  if (meeting.meeting == Meeting::sync) return;
  if (meeting.meeting == Meeting::work) return do_work(block, warp, meeting);
  if (meeting.meeting == Meeting::shuffle) return results_of_shuffle(block, warp, meeting);
  Lanes lanes;
  for (std::uint32_t rest = meeting.arrived; rest != 0; rest &= rest - 1) {
    const auto lane = static_cast<unsigned>(std::countr_zero(rest));
    lanes.fiber[lane] = &fiber_of_lane(block, warp, lane);
  }
  lanes.present = meeting.arrived;
  combine(meeting.meeting, lanes);
}

// A rendezvous with this mask and operation that others wait in, else a free one. There are 32, and each one
// in use has a lane of its own waiting, so there is always a free one.
Rendezvous& find_rendezvous(Warp& warp, Meeting meeting, std::uint32_t mask) {
  for (std::uint32_t rest = warp.meetings; rest != 0; rest &= rest - 1) {
    Rendezvous& candidate = warp.rendezvous[std::countr_zero(rest)];
    if (candidate.named == mask && candidate.meeting == meeting) return candidate;
  }
  const int slot = std::countr_zero(~warp.meetings);
  warp.meetings |= 1u << slot;
  warp.rendezvous[slot] = {mask & warp.existing, 0, mask, meeting};
  return warp.rendezvous[slot];
}

}  // namespace

void complete(Block& block, Warp& warp, Rendezvous& meeting) {
  results(block, warp, meeting);
  for (std::uint32_t rest = meeting.arrived; rest != 0; rest &= rest - 1) {
    warp.ready |= 1u << warp.rank_of_lane[std::countr_zero(rest)];
  }
  ++warp.clock;
  if (checking()) on_warp_meeting(block, warp, meeting.arrived);
  warp.meetings &= ~(1u << (&meeting - warp.rendezvous));
}

}  // namespace prep::sim

using namespace prep::sim;

Resume prep_arrive_meeting(std::uint32_t kind, std::uint32_t mask, std::uint64_t value, const char* file,
                           int line, void* stack_pointer) {
  Block& block = *t_state.block;
  Fiber* self = t_state.fiber;
  Warp& warp = block.warp[block.current_warp];
  self->file = file;
  self->line = line;
  self->value = value;
  self->argument = static_cast<std::uint8_t>(kind >> 8);
  const std::uint32_t lane_bit = 1u << self->lane;
  if ((mask & lane_bit) == 0) [[unlikely]] {
    report_lane_not_in_mask(block, *self, mask);
    return {stack_pointer, kPoison};
  }
  Rendezvous& meeting = find_rendezvous(warp, static_cast<Meeting>(kind & 0xff), mask);
  meeting.arrived |= lane_bit;
  if (meeting.arrived == meeting.mask) {
    complete(block, warp, meeting);
    warp.ready &= ~bit_of(self);  // the last one to come goes on at once
    return {stack_pointer, self->value};
  }
  return hand_over(block, self, stack_pointer);
}
