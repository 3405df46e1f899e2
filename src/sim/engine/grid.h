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
};

extern Grid* g_grid;

}  // namespace prep::sim
