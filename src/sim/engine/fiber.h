// One CUDA thread of a block, and what a host thread knows of the one it runs.
#pragma once
#include <cstddef>
#include <cstdint>

#include "sim/report/finding.h"

namespace prep::sim {

struct Block;

// Fibers sit in their block by slot, not by thread number: slot = 32 * warp rank + lane rank, where the ranks are the
// order that the schedule wants. So "the next runnable thread" is always the lowest set bit of a ready mask.
struct alignas(32) Fiber {
  void* stack_pointer = nullptr;  // valid while suspended
  char* stack = nullptr;          // lowest usable byte; threads that never block use one after another
  Index3 index;                   // threadIdx
  std::uint32_t linear = 0;
  std::uint8_t rank_warp = 0;  // of its slot
  std::uint8_t rank = 0;       // of its slot, within the warp
  std::uint8_t lane = 0;
  std::uint8_t warp = 0;
  std::int32_t line = 0;        // where it waits
  const char* file = nullptr;   // where it waits
  std::uint64_t value = 0;      // into and out of a warp rendezvous
  std::uint32_t argument = 0;   // of the rendezvous: source lane, kind of reduction
  std::uint32_t warp_clock = 0;  // number of the last warp rendezvous it took part in
};

struct ThreadState {
  Fiber* fiber = nullptr;  // the CUDA thread that runs now; null on the host's own stack
  Block* block = nullptr;  // the block that this host thread runs
  void* host_stack_pointer = nullptr;
};

// Plain data, zero at start: no initialisation guard on access.
extern __thread ThreadState t_state;

}  // namespace prep::sim
