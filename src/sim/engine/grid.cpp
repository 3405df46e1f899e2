#include "sim/engine/grid.h"

#include <time.h>

namespace prep::sim {

Grid* g_grid = nullptr;
__thread std::atomic<std::uint64_t>* t_running;

void Grid::track_starts() {
  if (schedule == 0 || blocks > kMostTracked) return;
  started.reset(new std::atomic<std::uint64_t>[blocks / 64 + 1]());
}

std::uint64_t Grid::lowest_left() {
  std::uint64_t linear = lowest.load(std::memory_order_relaxed);
  while (linear < blocks && (started[linear / 64].load(std::memory_order_relaxed) >> linear % 64 & 1) != 0)
    ++linear;
  lowest.store(linear, std::memory_order_relaxed);
  return linear;
}

void wait_for_earlier_blocks() {
  if (g_grid == nullptr || t_running == nullptr) return;
  const std::uint64_t mine = t_running->load();
  const timespec pause{0, 1000000};
  for (int milliseconds = 0; milliseconds < 1000; ++milliseconds) {
    bool earlier = false;
    for (const auto& position : g_grid->running) earlier = earlier || position.load() < mine;
    if (!earlier) return;
    nanosleep(&pause, nullptr);
  }
}

}  // namespace prep::sim
