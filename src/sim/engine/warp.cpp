// The warp-wide functions of abi.h.
#include <prep/sim/abi.h>

#include "sim/engine/block_switch.h"
#include "sim/engine/rendezvous.h"

using prep::sim::meet;
using prep::sim::Meeting;

extern "C" {

void prep_syncwarp(unsigned mask, const char* file, int line) { meet(Meeting::sync, mask, 0, 0, file, line); }

uint64_t prep_shuffle(unsigned mask, uint64_t value, unsigned source_lane, const char* file, int line) {
  return meet(Meeting::shuffle, mask, value, source_lane, file, line);
}

unsigned prep_ballot(unsigned mask, int predicate, const char* file, int line) {
  return static_cast<unsigned>(meet(Meeting::ballot, mask, predicate != 0, 0, file, line));
}

unsigned prep_match_any(unsigned mask, uint64_t value, const char* file, int line) {
  return static_cast<unsigned>(meet(Meeting::match_any, mask, value, 0, file, line));
}

unsigned prep_match_all(unsigned mask, uint64_t value, int* all_equal, const char* file, int line) {
  const auto lanes = static_cast<unsigned>(meet(Meeting::match_all, mask, value, 0, file, line));
  *all_equal = lanes != 0;
  return lanes;
}

unsigned prep_warp_reduce(prep_reduce_op op, unsigned mask, unsigned value, const char* file, int line) {
  return static_cast<unsigned>(meet(Meeting::reduce, mask, value, op, file, line));
}

unsigned prep_activemask(void) {
  prep::sim::Block& block = *prep::sim::t_state.block;
  prep::sim::Fiber* self = prep::sim::t_state.fiber;
  block.warp[block.current_warp].gathered |= prep::sim::bit_of(self);
  prep::sim::give_way(block, self, prep::sim::take_next_inline(block));
  return static_cast<unsigned>(self->value);
}

void prep_yield(void) {
  prep_spin_budget = 1000;
  if (prep::sim::t_state.fiber == nullptr) return;
  prep::sim::Block& block = *prep::sim::t_state.block;
  prep::sim::Fiber* self = prep::sim::t_state.fiber;
  block.warp[block.current_warp].yielded |= prep::sim::bit_of(self);
  prep::sim::give_way(block, self, prep::sim::take_next_inline(block));
}

int prep_on_device(void) { return prep::sim::t_state.fiber != nullptr; }
}
