// One CUDA thread of a block, and what a host thread knows of the one it runs.
#pragma once
#include <cstddef>
#include <cstdint>

#include "sim/report/finding.h"

namespace prep::sim {

struct Block;

// Fibers sit in their block by slot, not by thread number: slot = 32 * warp rank + lane rank, where the ranks
// are the order that the schedule wants. So "the next runnable thread" is always the lowest set bit of a
// ready mask. One cache line: a barrier touches each fiber of the block.
struct alignas(64) Fiber {
  void* stack_pointer = nullptr;  // valid while suspended
  std::uint64_t value = 0;        // into and out of a warp rendezvous
  const char* file = nullptr;     // where it waits
  char* stack = nullptr;          // lowest usable byte; threads that never block use one after another
  Index3 index;                   // threadIdx
  std::int32_t line = 0;          // where it waits
  std::uint32_t warp_clock = 0;   // number of the last warp rendezvous it took part in
  std::uint16_t linear = 0;       // threadIdx as one number
  std::uint8_t argument = 0;      // of a rendezvous: source lane, kind of reduction
  std::uint8_t rank_warp = 0;     // of its slot
  std::uint8_t rank = 0;          // of its slot, within the warp
  std::uint8_t lane = 0;
  std::uint8_t warp = 0;
};
static_assert(sizeof(Fiber) == 64);

struct ThreadState {
  void* host_stack_pointer = nullptr;  // first: the assembly reads it
  Fiber* fiber = nullptr;              // the CUDA thread that runs now; null on the host's own stack
  Block* block = nullptr;              // the block that this host thread runs
  std::uint64_t turns = 0;             // grows whenever a warp's turn or a block ends
};

// Plain data, zero at start: no initialisation guard on access.
extern __thread ThreadState t_state asm("prep_thread_state");

}  // namespace prep::sim
