// Threads pinned to cores that do the same passes at the same time.
#pragma once
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace prep_calibrate {

using SteadyClock = std::chrono::steady_clock;

// The cores that this process may use (taskset and cpusets count).
inline std::vector<int> allowed_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  std::vector<int> cores;
  if (sched_getaffinity(0, sizeof set, &set) == 0) {
    for (int core = 0; core < CPU_SETSIZE; ++core) {
      if (CPU_ISSET(core, &set)) cores.push_back(core);
    }
  }
  if (cores.empty()) cores.push_back(0);
  return cores;
}

// Where the kernel refuses, the thread floats: the figure is then worse, not wrong.
inline void pin_to(int core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(core, &set);
  sched_setaffinity(0, sizeof set, &set);
}

class Barrier {
 public:
  explicit Barrier(int threads) : threads_(threads) {}
  void wait() {
    const int round = round_.load();
    if (arrived_.fetch_add(1) + 1 == threads_) {
      arrived_.store(0);
      round_.fetch_add(1);
      return;
    }
    while (round_.load() == round) std::this_thread::yield();
  }

 private:
  const int threads_;
  std::atomic<int> arrived_{0}, round_{0};
};

// Seconds that each pass took, from the first core's start to the last one's end. Passes go on for
// `budget_s`, but there are twenty at least. pass(core's place, number of the pass).
inline std::vector<double> timed_passes(const std::vector<int>& cores, double budget_s,
                                        const std::function<void(std::size_t, int)>& pass) {
  constexpr int kLeast = 20, kMost = 2000;
  struct Span {
    SteadyClock::time_point start, stop;
  };
  std::vector<std::vector<Span>> spans(cores.size());
  Barrier barrier(static_cast<int>(cores.size()));
  std::atomic<bool> enough{false};
  const auto work = [&](std::size_t place) {
    pin_to(cores[place]);
    pass(place, 0);  // warm-up
    barrier.wait();
    const auto begin = SteadyClock::now();
    for (int i = 1; i <= kMost && !enough.load(); ++i) {
      barrier.wait();
      const auto start = SteadyClock::now();
      pass(place, i);
      spans[place].push_back({start, SteadyClock::now()});
      barrier.wait();
      if (place == 0 && i >= kLeast &&
          std::chrono::duration<double>(SteadyClock::now() - begin).count() > budget_s)
        enough.store(true);
      barrier.wait();
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t place = 1; place < cores.size(); ++place) threads.emplace_back(work, place);
  std::thread(work, 0).join();
  for (std::thread& thread : threads) thread.join();
  std::vector<double> seconds;
  for (std::size_t i = 0; i < spans[0].size(); ++i) {
    auto first = spans[0][i].start, last = spans[0][i].stop;
    for (const auto& core : spans) {
      first = std::min(first, core[i].start);
      last = std::max(last, core[i].stop);
    }
    seconds.push_back(std::chrono::duration<double>(last - first).count());
  }
  return seconds;
}

}  // namespace prep_calibrate
