// The grid that runs now: shared by the host threads that run its blocks.
#pragma once
#include <atomic>
#include <cstdint>
#include <memory>

#include "sim/engine/launch.h"

namespace prep::sim {

struct Grid {
  const LaunchRequest* request = nullptr;
  int schedule = 0;
  std::uint64_t blocks = 0;
  std::uint64_t step = 1;      // blocks taken at a time
  std::uint64_t together = 1;  // ... of those that run row by row (run.cpp), whatever the number of workers
  std::atomic<std::uint64_t> next{0};   // position of the next block to hand out
  // What the launch ends with. A block that faults is dropped, the others go on, so that what they do is
  // seen whatever the number of workers; `aborted` stops them too.
  std::atomic<int> error{cudaSuccess};
  std::atomic<bool> aborted{false};
  std::atomic<unsigned> faults{0};

  // Positions of the blocks that run now, by host thread; kIdle where none does.
  static constexpr std::uint64_t kIdle = ~std::uint64_t{0};
  std::atomic<int> joined{0};
  std::atomic<std::uint64_t> running[16] = {};
  // Host threads with a block that gets on; the others' blocks all wait for another block.
  std::atomic<int> active{0};
  // Since when (nanoseconds) the blocks of a host thread are known to go round in circles; 0: they are not.
  std::atomic<std::int64_t> circling_since[16] = {};

  // Counts in one of these. A single host thread needs no bus lock for it.
  bool alone = false;
  std::uint64_t count(std::atomic<std::uint64_t>& counter, std::uint64_t by) {
    if (!alone) return counter.fetch_add(by, std::memory_order_acq_rel);
    const std::uint64_t before = counter.load(std::memory_order_relaxed);
    counter.store(before + by, std::memory_order_relaxed);
    return before;
  }

  // The grid barrier: blocks at it, and how often it has opened. Blocks that have started, and that have
  // returned.
  std::atomic<std::uint64_t> at_barrier{0}, generation{0}, begun{0}, finished{0};
  std::atomic<const char*> barrier_file{nullptr};
  std::atomic<int> barrier_line{0};

  // Which blocks have started, in schedules where that is not the order of their numbers.
  static constexpr std::uint64_t kMostTracked = std::uint64_t{1} << 26;
  std::unique_ptr<std::atomic<std::uint64_t>[]> started;
  std::atomic<std::uint64_t> lowest{0};  // all blocks below have started

  bool tracks_starts() const { return started != nullptr; }
  void track_starts();
  // False when another host thread has started the block before.
  bool take(std::uint64_t linear) {
    if (started == nullptr) return true;
    const std::uint64_t bit = std::uint64_t{1} << linear % 64;
    return (started[linear / 64].fetch_or(bit, std::memory_order_relaxed) & bit) == 0;
  }
  std::uint64_t lowest_left();

  static constexpr unsigned kMostFaults = 20000;
  void fail(int code) {
    int none = cudaSuccess;
    error.compare_exchange_strong(none, code);
    if (++faults >= kMostFaults) aborted = true;
  }
  bool failed() const { return error.load(std::memory_order_relaxed) != cudaSuccess; }

  void look(const std::atomic<std::uint64_t>* mine, std::int64_t since) {
    circling_since[mine - running].store(since, std::memory_order_relaxed);
  }
};

extern Grid* g_grid;
extern __thread std::atomic<std::uint64_t>* t_running;  // this host thread's entry in Grid::running

// Before a fatal finding: waits until no host thread runs a block that was handed out earlier, since that
// block may end in the same way. So the block in the report does not depend on the number of workers. Gives
// up after a second.
void wait_for_earlier_blocks();

}  // namespace prep::sim
