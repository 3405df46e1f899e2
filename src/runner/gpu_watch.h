// Times device work between two events on the legacy default stream, cold: persisting L2 reset, twice the L2
// written. A blocking kernel holds the device until all launches of the call are queued, so that the host's
// launch time stays out; it gives up after a while, since a call that waits for the device would never come
// back. The protocol: nvbench's, see GRADING.
#pragma once
#include <cuda_runtime.h>

#include <chrono>
#include <cstddef>

#include "runner/watch.h"

namespace prep::runner {

// held: behind the blocking kernel. free: without it, and the host's clock around call and device.
enum class Hold { held, free };

struct ClockStamp {
  unsigned long long nanoseconds, cycles, multiprocessor;
};

struct Shot {
  double event_us = 0, wall_us = 0;
  double sm_mhz = 0;     // over the call, 0: not known
  bool gave_up = false;  // the blocking kernel: the call waits for the device itself
};

class GpuWatch final : public Watch {
 public:
  GpuWatch();  // throws Inability
  ~GpuWatch() override;
  GpuWatch(const GpuWatch&) = delete;
  GpuWatch& operator=(const GpuWatch&) = delete;

  // Before a call: what the last one left in the caches goes. Waits.
  void chill();
  void set_hold(Hold hold) { hold_ = hold; }
  void start() override;
  DeviceError stop() override;
  // After the device was synchronised. Forgets the shot.
  Shot take();

 private:
  Hold hold_ = Hold::free;
  bool any_ = false;
  std::chrono::steady_clock::time_point wall_start_;
  double wall_us_ = 0;
  void* cold_ = nullptr;
  std::size_t cold_bytes_ = 0;
  int cold_value_ = 0;
  volatile int* flags_ = nullptr;  // host-mapped: [0] go, [1] gave up
  ClockStamp* stamps_ = nullptr;   // host-mapped: before, after
  cudaEvent_t begin_ = nullptr, end_ = nullptr;
};

}  // namespace prep::runner
