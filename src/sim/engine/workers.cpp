#include "sim/engine/workers.h"

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <vector>

#include "sim/engine/launch.h"

namespace prep::sim {
namespace {

class Crew {
 public:
  void run(int helpers, const std::function<void()>& work) {
    {
      const std::lock_guard lock(mutex_);
      while (static_cast<int>(threads_.size()) < helpers) start();
      work_ = &work;
      wanted_ = running_ = helpers;
      ++round_;
    }
    wake_.notify_all();
    work();
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return running_ == 0; });
  }

 private:
  void start() {
    const int number = static_cast<int>(threads_.size());
    threads_.emplace_back([this, number, round = round_] { serve(number, round); });
    threads_.back().detach();  // parked in wait() until the process ends
  }

  void serve(int number, unsigned long round) {
    std::unique_lock lock(mutex_);
    for (;;) {
      wake_.wait(lock, [&] { return round_ != round; });
      round = round_;
      if (number >= wanted_) continue;
      const std::function<void()>* work = work_;
      lock.unlock();
      (*work)();
      lock.lock();
      if (--running_ == 0) done_.notify_one();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_, done_;
  std::vector<std::thread> threads_;
  const std::function<void()>* work_ = nullptr;
  int wanted_ = 0, running_ = 0;
  unsigned long round_ = 0;
};

}  // namespace

int worker_count() {
  static const int count = [] {
    const char* text = std::getenv("PREP_SIM_WORKERS");
    const int wanted =
        text != nullptr ? std::atoi(text) : static_cast<int>(std::thread::hardware_concurrency());
    return std::clamp(wanted, 1, 16);
  }();
  return count;
}

void with_workers(int count, const std::function<void()>& work) {
  if (count <= 1) return work();
  static Crew* crew = new Crew;  // never destroyed: its threads outlive main
  crew->run(count - 1, work);
}

}  // namespace prep::sim
