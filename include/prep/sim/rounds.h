// Grid-stride loops that the rewriter found fit to be run in rounds (src/sim/front/grid_stride.h): a call of
// the kernel does one turn of the loop for its thread, so that neighbouring threads touch neighbouring memory
// one after the other. Only where threads run row by row; else the loop is the ordinary one.
#pragma once
#pragma GCC system_header
#include <prep/sim/abi.h>
#include <prep/sim/keywords.h>

#ifndef PREP_SIM_LINT
// Constants of one call of the kernel.
extern "C" {
extern PREP_SIM_TLS const unsigned prep_runs_in_rounds __asm__("prep_run_end");
extern PREP_SIM_TLS const unsigned prep_this_round __asm__("prep_round");
}

namespace prep::sim {

// `first` for the turn that the call begins with, in the type of the loop's variable.
template <class First, class Step>
struct FirstTurn {
  First first;
  Step step;
  template <class T>
  PREP_SIM_API operator T() const {
    return static_cast<T>(static_cast<T>(first) + static_cast<T>(step) * static_cast<T>(prep_this_round));
  }
};
template <class First, class Step>
PREP_SIM_API FirstTurn<First, Step> first_turn(First first, Step step) {
  return {first, step};
}

template <class T, class Step>
PREP_SIM_API void skip_turns(T& variable, Step step) {
  variable = FirstTurn<T, Step>{variable, step};
}

// After a turn: does this call do the next one, too?
PREP_SIM_API bool next_turn() {
  if (prep_runs_in_rounds == 0) return true;
  prep_turns_left = 1;
  return false;
}

// threadIdx as the kernel's own constant: no store of the kernel can change it.
PREP_SIM_API uint3 own_thread_index() { return {threadIdx.x, threadIdx.y, threadIdx.z}; }

}  // namespace prep::sim
#endif
