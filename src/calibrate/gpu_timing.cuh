// Times of launches, by events. All launches are queued at once, so that the host's own time lies beside
// them.
#pragma once
#include <cuda_runtime.h>

#include <vector>

#include "calibrate/gpu_check.cuh"
#include "calibrate/summary.h"

namespace prep_calibrate {

class EventPair {
 public:
  EventPair() {
    must(cudaEventCreate(&start_), "make an event");
    must(cudaEventCreate(&stop_), "make an event");
  }
  ~EventPair() {
    cudaEventDestroy(start_);
    cudaEventDestroy(stop_);
  }
  EventPair(const EventPair&) = delete;
  EventPair& operator=(const EventPair&) = delete;
  void start() { must(cudaEventRecord(start_), "record an event"); }
  void stop() { must(cudaEventRecord(stop_), "record an event"); }
  double us() const {
    float ms = 0;
    must(cudaEventElapsedTime(&ms, start_, stop_), "read an event");
    return 1000.0 * static_cast<double>(ms);
  }

 private:
  cudaEvent_t start_{}, stop_{};
};

inline constexpr auto kNothingBefore = [] {};

// launch(i) queues the i-th launch: buffers rotate by it. before() queues what comes ahead of each, untimed.
template <class Launch, class Before>
std::vector<double> samples_us(const Launch& launch, const Before& before, int warm, int samples) {
  std::vector<EventPair> pairs(static_cast<std::size_t>(samples));
  for (int i = 0; i < warm; ++i) launch(i);
  for (int i = 0; i < samples; ++i) {
    before();
    pairs[static_cast<std::size_t>(i)].start();
    launch(warm + i);
    pairs[static_cast<std::size_t>(i)].stop();
  }
  launched("start a measuring kernel");
  finished("finish a measuring kernel");
  std::vector<double> us;
  for (const EventPair& pair : pairs) us.push_back(pair.us());
  return us;
}

// Twenty samples; up to eighty more while they are not quiet (IQR over 1 % of the median).
template <class Launch, class Before = decltype(kNothingBefore)>
Timing time_launches(const Launch& launch, const Before& before = kNothingBefore) {
  std::vector<double> all = samples_us(launch, before, 3, 20);
  for (int more = 0; more < 2 && summary_of(all).spread > 0.01; ++more) {
    const std::vector<double> next = samples_us(launch, before, 1, 40);
    all.insert(all.end(), next.begin(), next.end());
  }
  return summary_of(all);
}

template <class Launch, class Before = decltype(kNothingBefore)>
double quick_us(const Launch& launch, const Before& before = kNothingBefore) {
  return summary_of(samples_us(launch, before, 1, 5)).median;
}

}  // namespace prep_calibrate
