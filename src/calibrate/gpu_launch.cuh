// What a launch costs by itself: an empty kernel between two events, two events with nothing between them,
// and the host's time for a launch when many are queued.
#pragma once
#include <cuda_runtime.h>

#include <chrono>
#include <vector>

#include "calibrate/gpu_timing.cuh"

namespace prep_calibrate {

__global__ void empty_kernel() {}

// Holds the stream back while the host queues what is measured behind it.
__global__ void hold_kernel(unsigned long long ns) {
  unsigned long long start = 0, now = 0;
  asm volatile("mov.u64 %0, %%globaltimer;" : "=l"(start));
  do {
    asm volatile("mov.u64 %0, %%globaltimer;" : "=l"(now));
  } while (now - start < ns);
}

template <class Launch>
Timing held_samples(const Launch& launch) {
  std::vector<double> all;
  for (int batch = 0; batch < 10; ++batch) {
    hold_kernel<<<1, 1>>>(600'000);
    const std::vector<double> more = samples_us([&](int) { launch(); }, kNothingBefore, 1, 20);
    all.insert(all.end(), more.begin(), more.end());
  }
  return summary_of(all);
}

inline void measure_launches() {
  for (int i = 0; i < 100; ++i) empty_kernel<<<1, 1>>>();
  launched("start an empty kernel");
  finished("finish an empty kernel");

  const Timing launch = held_samples([] { empty_kernel<<<1, 1>>>(); });
  say("launch_us", {launch.median, launch.spread, launch.samples, "an empty kernel between two events"});
  const Timing pair = held_samples([] {});
  say("event_pair_us", {pair.median, pair.spread, pair.samples, "two events with nothing between them"});

  using Clock = std::chrono::steady_clock;
  std::vector<double> host;
  for (int batch = 0; batch < 20; ++batch) {
    constexpr int kLaunches = 500;
    const auto start = Clock::now();
    for (int i = 0; i < kLaunches; ++i) empty_kernel<<<1, 1>>>();
    finished("finish an empty kernel");
    host.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count() / kLaunches);
  }
  launched("start an empty kernel");
  const Timing queued = summary_of(host);
  say("queued_launch_us",
      {queued.median, queued.spread, queued.samples, "500 empty kernels queued, host clock"});
}

}  // namespace prep_calibrate
