// Order that fences and atomics make between threads and blocks.
#include <prep/sim/abi.h>

#include <cstring>

#include "sim/check/detectors.h"
#include "sim/check/hooks.h"

namespace prep::sim {
namespace {

void use_sync(CheckState& state) {
  if (state.sync_used) return;
  state.sync_used = true;
  std::memset(&state.sync, 0, sizeof state.sync);
}

}  // namespace

void on_fence(CheckState& state) {
  use_sync(state);
  std::uint8_t& mine = state.sync.fences[t_state.fiber->linear];
  if (mine < kFenceLimit) ++mine;
  if (state.block_fences < kFenceLimit) ++state.block_fences;
}

void on_atomic(CheckState& state, bool reads, bool writes) {
  const unsigned thread = t_state.fiber->linear;
  if (writes && state.block_fences != 0) {
    state.sync.published[thread] = state.sync.fences[thread];
    publish(static_cast<std::uint32_t>(state.where >> 34), state.block_fences);
  }
  if (!reads) return;
  state.block_acquired = true;
  if (state.sync_used) state.sync.acquired[thread] = 1;
}

}  // namespace prep::sim

extern "C" void prep_fence(int) {
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
  if (prep::sim::checking() && prep::sim::t_state.fiber != nullptr) prep::sim::on_fence(*prep::sim::t_check);
}
