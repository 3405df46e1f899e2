// One block of threads while it runs: who is ready, who waits for what, and the switch to the next one.
// A host thread runs one block at a time; nothing here is shared between host threads.
#pragma once
#include <cstddef>
#include <cstdint>

#include "sim/engine/fiber.h"
#include "sim/engine/launch.h"
#include "sim/engine/stacks.h"

namespace prep::sim {

inline constexpr unsigned kMaxThreads = 1024;
inline constexpr unsigned kMaxWarps = 32;

// Atomics without effect that a thread may do before the block's other threads get a turn; fewer once all of
// them spin.
inline constexpr int kSpinBudget = 1000;
inline constexpr int kShortSpin = 16;

enum class Meeting : std::uint8_t { sync, shuffle, ballot, match_any, match_all, reduce, work };

// Lanes of one warp that named the same mask in the same kind of operation.
struct Rendezvous {
  std::uint32_t mask = 0;     // lanes that must come; those that have returned do not count
  std::uint32_t arrived = 0;  // lanes
  std::uint32_t named = 0;    // lanes, as the program wrote the mask
  Meeting meeting = Meeting::sync;
};

struct Warp {
  std::uint32_t ready = 0;  // by lane rank, as are the next five
  std::uint32_t fresh = 0;  // not started yet: no stack
  std::uint32_t at_barrier = 0;
  std::uint32_t yielded = 0;     // runs again when nobody else can
  std::uint32_t gathered = 0;    // in __activemask, until no other lane can run
  std::uint32_t parked = 0;      // until somebody names the key in the fiber's value (park.h)
  std::uint32_t existing = 0;    // by lane
  std::uint32_t exited = 0;      // by lane
  std::uint32_t meetings = 0;    // which of the rendezvous are in use
  std::uint32_t clock = 0;       // rendezvous completed so far
  std::uint32_t full_clock = 0;  // the last one that all living lanes took part in
  std::uint8_t rank_of_lane[32] = {};
  Rendezvous rendezvous[32];
};

struct BlockExtras;  // block_extras.h

// Blocks that a host thread runs together, as long as none of their threads blocks (run.cpp). Bits count from
// the block `first`.
inline constexpr unsigned kMaxTogether = 64;
struct Together {
  std::uint64_t first = 0;
  std::uint64_t left = 0;   // not run yet in this round
  std::uint64_t again = 0;  // run in this round, and some of their threads have turns left
  unsigned current = 0;     // the one that runs
  unsigned round = 0;
};

struct Block {
  const LaunchRequest* request = nullptr;
  Index3 index;
  std::uint64_t linear = 0;  // index in the grid
  unsigned threads = 0, warps = 0;
  unsigned current_warp = 0;  // rank
  unsigned alive = 0;
  unsigned arrived = 0;   // at the coming barrier
  unsigned barriers = 0;  // passed so far
  int barrier_line = 0;   // of the first thread that waits at the coming barrier; 0: nobody yet
  bool barrier_lines_differ = false;
  bool grid_barrier = false;        // for some thread the coming barrier is one of the whole grid
  bool suspended = false;           // run_block() has come back, and resume_block() goes on
  bool at_grid_barrier = false;     // suspended there, by all of its threads
  unsigned spin_rounds = 0;         // times that only spinning threads were left, in a row
  std::uint64_t changes = 0;        // memory_changes_here() at the last such time
  int reported_line = 0;            // barrier divergence is reported once per line and block
  bool reduces_predicates = false;  // the coming barrier is a __syncthreads_count/and/or for some thread
  unsigned true_predicates = 0;
  bool may_run = false;  // no thread of this launch has blocked on this host thread (run.cpp)
  bool runs = false;     // nor of this block: it runs row by row, and the warps' masks are not filled in yet
  Together together;
  // The turn of a grid-stride loop that a thread begins with: `round`, and one more below `turned`.
  unsigned round = 0, turned = 0;
  StackPool* stacks = nullptr;
  BlockExtras* extras = nullptr;  // made with the first use, never destroyed
  bool extras_used = false;       // by this block
  Warp warp[kMaxWarps];
  Fiber host;  // stands for the host thread's own stack, to which a suspended block returns
  Fiber fiber[kMaxThreads];
};

// Puts every thread of the block's shape in its slot; `salt` makes blocks differ under a shuffle.
void arrange(Block& block, const LaunchRequest& request, int schedule, std::uint64_t salt);

// No thread has started.
void reset_warps(Block& block);

Index3 index_of_block(std::uint64_t linear, const dim3& grid);

// Runs all threads of `block`, already arranged, on this host thread, and those of the blocks in
// block.together. Comes back when all have returned, or with block.suspended when they can only wait for
// other blocks; resume_block() then goes on.
void run_block(Block& block);
void resume_block(Block& block);

// A block that is suspended at the grid's barrier may go on from it.
void leave_grid_barrier(Block& block);

// Gives back the stacks of the threads of a block that will not go on.
void drop_threads(Block& block);

// The running thread, when it may be one of a run: t_state.fiber knows only the first of them. Ends the run:
// earlier threads have returned, later ones are put back. Every function that stops a thread calls this first
// (the stubs in switch_*.cpp do).
extern "C" void prep_settle_run();

inline Fiber& running_thread() {
  prep_settle_run();
  return *t_state.fiber;
}

// Leaves the running block at once, dropping its threads (device assert, trap). Only from a fiber.
[[noreturn]] void abandon_block();

// The next thread to run, taken off its ready mask. Looks in the other warps when the current one has none,
// and resolves barriers, rendezvous and yields when nobody is ready (stall.cpp). Null when all threads have
// returned; `host` of the block when it is suspended.
Fiber* take_next(Block& block);

// Somebody waits and nobody can run: makes threads ready, or finds that all have returned, or that the block
// waits for other blocks (suspended). A deadlock is reported and ends the process.
enum class Stall { go_on, done, suspended };
Stall resolve_stall(Block& block);

}  // namespace prep::sim
