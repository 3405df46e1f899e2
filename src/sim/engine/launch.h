// A kernel launch: what the runtime hands to the engine, and the engine's one entry.
// The frame belongs to the caller and must live until execute() returns. One grid runs at a time: execute()
// blocks, and a call while a grid is running (another host thread) waits its turn.
#pragma once
#include <prep/sim/types.h>

#include <cstddef>

namespace prep::sim {

struct LaunchRequest {
  dim3 grid, block;
  std::size_t shared_bytes = 0;   // dynamic shared memory
  void (*body)(void*) = nullptr;  // one CUDA thread: calls the kernel with the arguments in the frame
  bool loops = false;             // ... and the next ones of its row, up to prep_run_end
  void* frame = nullptr;
  std::size_t frame_bytes = 0;  // the range that device code may read as its parameters
  const char* kernel = "";      // the name to show, a string that lives for the whole program
  const char* file = "";        // where it was launched
  int line = 0;
  bool cooperative = false;          // all blocks resident at once (grid sync)
  std::size_t shared_limit = 49152;  // what the function attribute allows for dynamic shared memory
};

// The launch limits as CUDA gives them: cudaSuccess, cudaErrorInvalidConfiguration, cudaErrorInvalidValue...
cudaError_t validate(const LaunchRequest& request);

// Runs the grid to its end. cudaSuccess, or the sticky error of a kernel that stopped by a device assert
// (cudaErrorAssert) or __trap (cudaErrorLaunchFailure). Deadlock and invalid memory end the process (exit
// 86).
cudaError_t execute(const LaunchRequest& request);

// 0 forward, 1 reverse, >= 2 a seeded shuffle of blocks, warps and lanes. Start value: PREP_SIM_SCHEDULE.
void set_schedule(int schedule);
int schedule();

// True on the stack of a running CUDA thread (a fiber); the runtime uses it to tell host from device calls.
bool on_device();

// Host threads that run blocks: PREP_SIM_WORKERS, else the number of cores (at most 16).
int worker_count();

}  // namespace prep::sim
