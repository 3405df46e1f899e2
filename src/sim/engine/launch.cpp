#include "sim/engine/launch.h"

#include <algorithm>
#include <memory>
#include <mutex>

#include "sim/check/events.h"
#include "sim/engine/block_switch.h"
#include "sim/engine/faults.h"
#include "sim/engine/grid.h"
#include "sim/engine/schedule.h"
#include "sim/engine/shared_memory.h"
#include "sim/engine/workers.h"

namespace prep::sim {
namespace {

// What a host thread keeps from launch to launch.
struct BlockRunner {
  StackPool stacks;
  Block block;
  dim3 shape{0, 0, 0};
  int schedule = -1;

  void prepare(const Grid& grid) {
    if (shape.x == grid.request->block.x && shape.y == grid.request->block.y &&
        shape.z == grid.request->block.z && schedule == grid.schedule) {
      block.request = grid.request;
      return;
    }
    shape = grid.request->block;
    schedule = grid.schedule;
    block.stacks = &stacks;
    arrange(block, *grid.request, schedule, 0);
  }
};

BlockRunner& runner() {
  thread_local std::unique_ptr<BlockRunner> mine = std::make_unique<BlockRunner>();
  return *mine;
}

void run_blocks(Grid& grid) {
  BlockRunner& mine = runner();
  install_fault_stack();
  mine.prepare(grid);
  const LaunchRequest& request = *grid.request;
  prep_block_dim = {request.block.x, request.block.y, request.block.z};
  prep_grid_dim = {request.grid.x, request.grid.y, request.grid.z};
  t_running = &grid.running[grid.joined++];
  bool any = false;
  while (!grid.aborted.load(std::memory_order_relaxed)) {
    const std::uint64_t begin = grid.next.fetch_add(grid.step, std::memory_order_relaxed);
    if (begin >= grid.blocks) break;
    for (std::uint64_t i = begin; i < std::min(begin + grid.step, grid.blocks); ++i) {
      const std::uint64_t linear = block_at(i, grid.blocks, grid.schedule);
      t_running->store(i, std::memory_order_relaxed);
      mine.block.linear = linear;
      mine.block.index = {static_cast<std::uint32_t>(linear % request.grid.x),
                          static_cast<std::uint32_t>(linear / request.grid.x % request.grid.y),
                          static_cast<std::uint32_t>(linear / request.grid.x / request.grid.y)};
      if (grid.schedule >= 2 && i != 0) arrange(mine.block, request, grid.schedule, linear);
      poison_arena(request.shared_bytes);
      prep_spin_budget = kSpinBudget;
      if (checking()) on_block_begin(mine.block);
      run_block(mine.block);
      if (checking()) on_block_end(mine.block);
      any = true;
      if (grid.aborted.load(std::memory_order_relaxed)) break;
    }
  }
  t_running->store(Grid::kIdle);
  t_running = nullptr;
  if (grid.schedule >= 2) mine.schedule = -1;  // arranged for its last block
  if (any) clean_arena();
}

// A grid with less work than this is done before a second host thread has woken up.
constexpr std::uint64_t kThreadsWorthAWorker = 2048;

int useful_workers(const LaunchRequest& request, std::uint64_t blocks) {
  const std::uint64_t threads = blocks * request.block.x * request.block.y * request.block.z;
  const std::uint64_t worth = threads / kThreadsWorthAWorker + 1;
  return static_cast<int>(
      std::min<std::uint64_t>({blocks, worth, static_cast<std::uint64_t>(worker_count())}));
}

std::mutex g_one_grid;

}  // namespace

bool on_device() { return t_state.fiber != nullptr; }

cudaError_t validate(const LaunchRequest& request) {
  const dim3 b = request.block, g = request.grid;
  if (b.x == 0 || b.y == 0 || b.z == 0 || g.x == 0 || g.y == 0 || g.z == 0)
    return cudaErrorInvalidConfiguration;
  if (b.x > 1024 || b.y > 1024 || b.z > 64 || b.x * b.y * b.z > kMaxThreads)
    return cudaErrorInvalidConfiguration;
  if (g.x > 0x7fffffffu || g.y > 65535 || g.z > 65535) return cudaErrorInvalidConfiguration;
  if (request.shared_bytes > std::min(request.shared_limit, kSharedLimit)) return cudaErrorInvalidValue;
  return cudaSuccess;
}

cudaError_t execute(const LaunchRequest& request) {
  if (on_device()) return cudaErrorNotSupported;  // dynamic parallelism
  const cudaError_t bad = validate(request);
  if (bad != cudaSuccess) return bad;
  const std::lock_guard lock(g_one_grid);
  install_fault_handlers();
  know_source(request.file);
  Grid grid;
  grid.request = &request;
  grid.schedule = schedule();
  grid.blocks = std::uint64_t{request.grid.x} * request.grid.y * request.grid.z;
  for (auto& position : grid.running) position = Grid::kIdle;
  const int workers = useful_workers(request, grid.blocks);
  grid.step = std::clamp<std::uint64_t>(grid.blocks / (static_cast<unsigned>(workers) * 64u), 1, 16);
  begin_shared_layout(request.shared_bytes);
  g_grid = &grid;
  if (checking()) on_grid_begin(grid);
  with_workers(workers, [&grid] { run_blocks(grid); });
  if (checking()) on_grid_end(grid);
  g_grid = nullptr;
  return static_cast<cudaError_t>(grid.error.load());
}

}  // namespace prep::sim

extern "C" void prep_trap(int error) {
  using namespace prep::sim;
  int none = cudaSuccess;
  g_grid->error.compare_exchange_strong(none, error);
  g_grid->aborted = true;
  abandon_block();
}
