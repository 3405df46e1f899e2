#include "sim/engine/launch.h"

#include <algorithm>
#include <mutex>

#include "sim/check/events.h"
#include "sim/engine/block_findings.h"
#include "sim/engine/block_switch.h"
#include "sim/engine/faults.h"
#include "sim/engine/grid.h"
#include "sim/engine/resident.h"
#include "sim/engine/schedule.h"
#include "sim/engine/shared_memory.h"
#include "sim/engine/workers.h"

namespace prep::sim {
namespace {

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
  // As CUDA 13.0 answers on an H200 for 1025 and 2048 threads; earlier versions said
  // cudaErrorInvalidConfiguration.
  if (b.x > 1024 || b.y > 1024 || b.z > 64 || b.x * b.y * b.z > kMaxThreads) return cudaErrorInvalidValue;
  if (g.x > 0x7fffffffu || g.y > 65535 || g.z > 65535) return cudaErrorInvalidConfiguration;
  if (request.shared_bytes > std::min(request.shared_limit, kSharedLimit)) return cudaErrorInvalidValue;
  const std::uint64_t blocks = std::uint64_t{g.x} * g.y * g.z;
  if (request.cooperative && blocks > resident_limit(request)) return cudaErrorCooperativeLaunchTooLarge;
  return cudaSuccess;
}

cudaError_t execute(const LaunchRequest& request) {
  if (on_device()) return cudaErrorNotSupported;  // dynamic parallelism
  const cudaError_t bad = validate(request);
  if (bad != cudaSuccess) return bad;
  const std::lock_guard lock(g_one_grid);
  install_fault_handlers();
  static const char* last_source = nullptr;
  if (request.file != last_source) know_source(last_source = request.file);
  Grid grid;
  grid.request = &request;
  grid.schedule = schedule();
  grid.blocks = std::uint64_t{request.grid.x} * request.grid.y * request.grid.z;
  for (auto& position : grid.running) position.store(Grid::kIdle, std::memory_order_relaxed);
  grid.track_starts();
  const int workers = useful_workers(request, grid.blocks);
  grid.active.store(workers, std::memory_order_relaxed);
  grid.alone = workers == 1;
  grid.step = std::clamp<std::uint64_t>(grid.blocks / (static_cast<unsigned>(workers) * 64u), 1, 16);
  grid.together = std::clamp<std::uint64_t>(grid.blocks / 16, 1, kMaxTogether);
  begin_shared_layout(request.shared_bytes);
  g_grid = &grid;
  if (checking()) on_grid_begin(grid);
  if (workers <= 1)
    run_blocks(grid);
  else
    with_workers(workers, [&grid] { run_blocks(grid); });
  if (checking()) on_grid_end(grid);
  g_grid = nullptr;
  return static_cast<cudaError_t>(grid.error.load());
}

}  // namespace prep::sim

extern "C" void prep_trap(int error) {
  using namespace prep::sim;
  prep_settle_run();
  wait_for_earlier_blocks();
  if (!g_grid->aborted.exchange(true) && error == cudaErrorLaunchFailure)
    report_trap(*t_state.block, *t_state.fiber, __builtin_return_address(0));
  g_grid->fail(error);
  abandon_block();
}
