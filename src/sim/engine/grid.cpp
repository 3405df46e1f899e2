#include "sim/engine/grid.h"

#include <time.h>

namespace prep::sim {

Grid* g_grid = nullptr;
__thread std::atomic<std::uint64_t>* t_running;

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
