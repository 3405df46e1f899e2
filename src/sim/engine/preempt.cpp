#include "sim/engine/preempt.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <ucontext.h>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "sim/check/hooks.h"
#include "sim/engine/block.h"
#include "sim/engine/index_variables.h"
#include "sim/engine/switch.h"

extern "C" char prep_text_end[], etext[];

namespace prep::sim {
namespace {

constexpr long kTick = 4000000, kShortTick = 1000000;  // nanoseconds; short once a spin loop is known
constexpr unsigned kLooks = 24;                        // samples of a thread that never goes anywhere new
constexpr unsigned kLimit = 125;  // ticks after which a thread loses its turn in any case
constexpr int kStates = 8;
constexpr std::uintptr_t kLoopBytes = 64;  // of a loop that does nothing but look

struct Watched {
  pthread_t thread{};
  const ThreadState* state = nullptr;
  std::uint64_t turns = 0;
  const Fiber* fiber = nullptr;
  unsigned ticks = 0;
};

// Places where threads were seen to spin: whoever is met there again loses the turn at once.
std::atomic<std::uintptr_t> g_loops[8];
std::atomic<unsigned> g_loop_count{0};

bool is_known_loop(std::uintptr_t pc) {
  for (const auto& loop : g_loops)
    if (pc - loop.load(std::memory_order_relaxed) + kLoopBytes < 2 * kLoopBytes) return true;
  return false;
}

std::mutex g_mutex;
std::vector<Watched>& watched_threads() {
  static auto* const only = new std::vector<Watched>;  // outlives every thread
  return *only;
}

// Of the interrupted host thread.
struct Samples {
  const Fiber* fiber = nullptr;
  std::uint64_t turns = 0;
  unsigned x = 0;  // threadIdx.x: one fiber stands for all threads of a row (run.cpp)
  std::uint64_t state[kStates] = {};
  int states = 0;
  unsigned looks = 0, ticks = 0;
};
__thread Samples t_samples;

#if defined(__x86_64__)
std::uintptr_t pc_of(const ucontext_t& context) {
  return static_cast<std::uintptr_t>(context.uc_mcontext.gregs[REG_RIP]);
}
std::uintptr_t stack_of(const ucontext_t& context) {
  return static_cast<std::uintptr_t>(context.uc_mcontext.gregs[REG_RSP]);
}
std::uint64_t registers_of(const ucontext_t& context) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (int i = 0; i <= REG_RIP; ++i)
    hash = (hash ^ static_cast<std::uint64_t>(context.uc_mcontext.gregs[i])) * 0x100000001b3u;
  return hash;
}
#else
std::uintptr_t pc_of(const ucontext_t& context) { return context.uc_mcontext.pc; }
std::uintptr_t stack_of(const ucontext_t& context) { return context.uc_mcontext.sp; }
std::uint64_t registers_of(const ucontext_t& context) {
  std::uint64_t hash = 0xcbf29ce484222325u ^ context.uc_mcontext.pc;
  for (const auto r : context.uc_mcontext.regs) hash = (hash ^ r) * 0x100000001b3u;
  return hash;
}
#endif

bool goes_in_circles(Samples& samples, std::uint64_t seen) {
  ++samples.looks;
  for (int i = 0; i < samples.states; ++i)
    if (samples.state[i] == seen) return samples.looks >= kLooks;
  if (samples.states == kStates) {
    samples.states = 0;
    samples.looks = 0;
  }
  samples.state[samples.states++] = seen;
  return false;
}

// Runs on the CUDA thread's own stack: switching away from here leaves the interrupted registers in the
// signal's frame until the thread gets its next turn.
void on_tick(int, siginfo_t*, void* raw) {
  const Fiber* fiber = t_state.fiber;
  if (fiber == nullptr) return;
  const auto& context = *static_cast<const ucontext_t*>(raw);
  const std::uintptr_t pc = pc_of(context);
  const bool learners =
      pc >= reinterpret_cast<std::uintptr_t>(prep_text_end) && pc < reinterpret_cast<std::uintptr_t>(etext);
  if (!learners || stack_of(context) - reinterpret_cast<std::uintptr_t>(fiber->stack) >= kStackBytes) return;
  Samples& samples = t_samples;
  if (samples.fiber != fiber || samples.turns != t_state.turns || samples.x != prep_thread_index.x) {
    samples = {};
    samples.fiber = fiber;
    samples.turns = t_state.turns;
    samples.x = prep_thread_index.x;
    // Between two threads of a row nothing may be settled: only who was here at the last tick is in the
    // middle.
    if (t_state.block->runs) return;
  }
  if (!is_known_loop(pc)) {
    if (goes_in_circles(samples, registers_of(context))) {
      g_loops[g_loop_count++ % 8] = pc;
    } else if (++samples.ticks < kLimit) {
      return;
    }
  }
  samples.ticks = 0;
  const std::uintptr_t place = pc + 1;  // found by place_where_it_spins()
  asm volatile("" : : "m"(place));
  prep_yield_thread();
  asm volatile("" : : "m"(place));
}

void watch_all() {
  for (;;) {
    const bool known = g_loop_count != 0;
    const timespec tick{0, known ? kShortTick : kTick};
    nanosleep(&tick, nullptr);
    const std::lock_guard lock(g_mutex);
    for (Watched& watched : watched_threads()) {
      const Fiber* fiber = __atomic_load_n(&watched.state->fiber, __ATOMIC_RELAXED);
      const std::uint64_t turns = __atomic_load_n(&watched.state->turns, __ATOMIC_RELAXED);
      if (fiber == nullptr || fiber != watched.fiber || turns != watched.turns) {
        watched.fiber = fiber;
        watched.turns = turns;
        watched.ticks = 0;
      } else if (++watched.ticks > (known ? 0u : 2u)) {
        pthread_kill(watched.thread, SIGURG);
      }
    }
  }
}

void begin() {
  struct sigaction action = {};
  action.sa_sigaction = on_tick;
  action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_RESTART;  // not on the alternate stack
  sigaction(SIGURG, &action, nullptr);
  std::thread(watch_all).detach();
}

}  // namespace

namespace {

// From a host thread's first grid to its end.
struct Registration {
  Registration() {
    static std::once_flag once;
    std::call_once(once, begin);
    const std::lock_guard lock(g_mutex);
    Watched watched;
    watched.thread = pthread_self();
    watched.state = &t_state;
    watched_threads().push_back(watched);
  }
  ~Registration() {
    const std::lock_guard lock(g_mutex);
    std::erase_if(watched_threads(), [](const Watched& watched) { return watched.state == &t_state; });
  }
  Registration(const Registration&) = delete;
  Registration& operator=(const Registration&) = delete;
};

}  // namespace

void watch_this_thread() {
  if (checking()) return;  // every volatile access is seen there
  thread_local const Registration registration;
  (void)registration;
}

}  // namespace prep::sim
