// Blocks in flight on one host thread. Usually there is one; a block that waits for another block (a spin
// loop, a grid barrier) stays resident with its own shared memory and stacks while the next one runs, as on a
// GPU.
#pragma once
#include <memory>
#include <vector>

#include "sim/check/state.h"
#include "sim/engine/block.h"
#include "sim/engine/grid.h"

namespace prep::sim {

struct Resident {
  Block block;
  char* arena = nullptr;        // its shared memory
  CheckState* check = nullptr;  // its analysers' state
  dim3 shape{0, 0, 0};          // that the block's threads are arranged for
  int schedule = -1;
  std::uint64_t position = 0;    // in the order of the schedule
  std::uint64_t generation = 0;  // of the grid barrier at which it waits
  bool at_grid_barrier = false;
};

// What a host thread keeps from launch to launch.
struct BlockRunner {
  StackPool stacks;
  std::vector<std::unique_ptr<Resident>> idle;
};

// Runs blocks of the grid on this host thread until there are none left.
void run_blocks(Grid& grid);

// How many blocks of this shape a GPU holds at once.
std::uint64_t resident_limit(const LaunchRequest& request);

}  // namespace prep::sim
