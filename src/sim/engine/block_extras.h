// What only some blocks need while they run: named barriers, groups of threads that meet, asynchronous
// copies. A Block gets it with the first use and keeps it for the blocks after it.
#pragma once
#include <cstdint>
#include <map>
#include <vector>

#include "sim/engine/block.h"

namespace prep::sim {

// One barrier among threads of the block, named by a number.
struct Gathering {
  std::uint32_t arrived = 0;            // threads, in this phase
  std::uint32_t warps = 0;              // by rank: those that have sent somebody in this phase
  std::uint32_t lanes[kMaxWarps] = {};  // of each of them
  std::uint32_t wanted = 0;             // threads; 0: all that have not returned
  std::uint32_t true_predicates = 0;
  bool waits = false;  // somebody is parked
};

struct AsyncCopy {
  std::uint64_t started = 0;  // access_segment() then
  char* to = nullptr;
  const char* from = nullptr;
  std::uint32_t bytes = 0, from_bytes = 0;
  std::uintptr_t pc = 0;             // of the learner's call, for findings
  std::uint64_t* barrier = nullptr;  // done when this one's phase ends, at the latest
};

struct AsyncQueue {
  std::vector<AsyncCopy> copies;      // oldest first
  std::vector<std::uint32_t> groups;  // sizes of the committed groups, oldest first
};

struct BlockExtras {
  Gathering named[16];
  std::map<std::uint64_t, Gathering> groups;  // by key
  std::vector<AsyncQueue> queues;             // by thread number
  bool any_copies = false;

  void clear() {
    for (Gathering& gathering : named) gathering = {};
    groups.clear();
    if (any_copies) queues.clear();
    any_copies = false;
  }
};

BlockExtras& extras_of(Block& block);

// The thread returns: its copies happen now.
void finish_copies(Block& block, const Fiber& fiber);
// The barrier's phase ends: copies that are attached to it happen now.
void finish_copies_of(Block& block, const std::uint64_t* barrier);
// Barriers of all threads may be complete now that some have returned. True when threads were made ready.
bool complete_gatherings_without_returned(Block& block);

}  // namespace prep::sim
