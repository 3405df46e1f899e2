// The warp-wide functions of abi.h.
#include <prep/sim/abi.h>

#include "sim/engine/rendezvous.h"
#include "sim/engine/switch.h"

using prep::sim::kind_of;
using prep::sim::Meeting;

extern "C" {

void prep_syncwarp(unsigned mask, const char* file, int line) {
  prep_meet(kind_of(Meeting::sync, 0), mask, 0, file, line);
}

uint64_t prep_shuffle(unsigned mask, uint64_t value, unsigned source_lane, const char* file, int line) {
  return prep_meet(kind_of(Meeting::shuffle, source_lane & 63), mask, value, file, line);
}

unsigned prep_ballot(unsigned mask, int predicate, const char* file, int line) {
  return static_cast<unsigned>(prep_meet(kind_of(Meeting::ballot, 0), mask, predicate != 0, file, line));
}

unsigned prep_match_any(unsigned mask, uint64_t value, const char* file, int line) {
  return static_cast<unsigned>(prep_meet(kind_of(Meeting::match_any, 0), mask, value, file, line));
}

unsigned prep_match_all(unsigned mask, uint64_t value, int* all_equal, const char* file, int line) {
  const auto lanes =
      static_cast<unsigned>(prep_meet(kind_of(Meeting::match_all, 0), mask, value, file, line));
  *all_equal = lanes != 0;
  return lanes;
}

unsigned prep_warp_reduce(prep_reduce_op op, unsigned mask, unsigned value, const char* file, int line) {
  return static_cast<unsigned>(prep_meet(kind_of(Meeting::reduce, op), mask, value, file, line));
}

int prep_on_device(void) { return prep::sim::t_state.fiber != nullptr; }
}
