#include "sim/runtime/progress.h"

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <system_error>
#include <thread>

#include "sim/runtime/lock.h"
#include "sim/runtime/queue.h"

namespace prep::sim {
namespace {

constexpr auto kLook = std::chrono::milliseconds(100);
constexpr int kQuietLooks = 5;

std::atomic<bool> host_visible{false}, running{false}, ended{false};

void watch() {
  std::uint64_t seen = 0, length = 0;
  int quiet = 0;
  while (!ended) {
    std::this_thread::sleep_for(kLook);
    const std::uint64_t queued = queued_operations();
    const std::unique_lock lock(runtime_mutex(), std::try_to_lock);
    if (!lock.owns_lock() || ended) {  // somebody is at work
      quiet = 0;
      continue;
    }
    const bool moved = newest_operation() != seen || queued != length;
    seen = newest_operation();
    length = queued;
    quiet = moved || queued == 0 ? 0 : quiet + 1;
    if (quiet < kQuietLooks) continue;
    run_everything();
    quiet = 0;
  }
}

}  // namespace

void note_progress_wanted(bool for_certain) {
  if (running || ended || !(for_certain || host_visible)) return;
  running = true;
  sigset_t all, before;  // the program's signals are for its own threads
  sigfillset(&all);
  for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP}) sigdelset(&all, fault);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  try {
    std::thread(watch).detach();
  } catch (const std::system_error&) {  // no thread to be had: the program's own calls must do
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void note_host_visible_memory() { host_visible = true; }
void end_progress() { ended = true; }

}  // namespace prep::sim
