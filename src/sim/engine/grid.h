// The grid that runs now: shared by the host threads that run its blocks.
#pragma once
#include <atomic>
#include <cstdint>

#include "sim/engine/launch.h"

namespace prep::sim {

struct Grid {
  const LaunchRequest* request = nullptr;
  int schedule = 0;
  std::uint64_t blocks = 0;
  std::uint64_t step = 1;               // blocks taken at a time
  std::atomic<std::uint64_t> next{0};   // position of the next block to hand out
  std::atomic<int> error{cudaSuccess};  // of the first thread that trapped
  std::atomic<bool> aborted{false};
  // Positions of the blocks that run now, by host thread; kIdle where none does.
  static constexpr std::uint64_t kIdle = ~std::uint64_t{0};
  std::atomic<int> joined{0};
  std::atomic<std::uint64_t> running[16] = {};
};

extern Grid* g_grid;
extern __thread std::atomic<std::uint64_t>* t_running;  // this host thread's entry in Grid::running

// Before a fatal finding: waits until no host thread runs a block that was handed out earlier, since that
// block may end in the same way. So the block in the report does not depend on the number of workers. Gives
// up after a second.
void wait_for_earlier_blocks();

}  // namespace prep::sim
