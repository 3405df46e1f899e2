// mbarriers: the barrier is a word of memory, so that the program can have as many as it likes.
#include <prep/sim/abi_sync.h>

#include "sim/check/clocks.h"
#include "sim/check/hooks.h"
#include "sim/engine/block_extras.h"
#include "sim/engine/block_findings.h"
#include "sim/engine/park.h"
#include "sim/engine/shared_memory.h"

namespace prep::sim {
namespace {

// phase 22 | threads expected 21 | arrivals pending 21. Poison and zero are no barrier.
constexpr unsigned kCountBits = 21;
constexpr std::uint64_t kCountMask = (1u << kCountBits) - 1;
constexpr std::uint64_t kMaxCount = (1u << 20) - 1;
constexpr std::uint64_t kPhaseMask = (1u << 22) - 1;

struct Word {
  std::uint64_t phase, expected, pending;
  explicit Word(std::uint64_t bits)
      : phase(bits >> 42), expected(bits >> kCountBits & kCountMask), pending(bits & kCountMask) {}
  std::uint64_t bits() const { return (phase & kPhaseMask) << 42 | expected << kCountBits | pending; }
  // A barrier from which all threads have dropped expects nobody and its phases are over.
  bool valid() const { return expected <= kMaxCount && pending <= kMaxCount && bits() != 0; }
};

Word load(const std::uint64_t* barrier) { return Word(__atomic_load_n(barrier, __ATOMIC_ACQUIRE)); }

std::uint64_t key_of(const std::uint64_t* barrier) { return reinterpret_cast<std::uint64_t>(barrier); }

bool is_own_shared(const void* p) {
  return static_cast<std::uintptr_t>(static_cast<const char*>(p) - t_arena) < kArenaBytes;
}

void touch(const std::uint64_t* barrier, Effect effect, const void* pc) {
  prep_settle_run();
  if (checking()) note_engine_access(barrier, sizeof *barrier, effect, pc);
}

void require_valid(const std::uint64_t* barrier, const char* file, int line) {
  if (load(barrier).valid()) return;
  Fiber& self = running_thread();
  self.file = file;
  self.line = line;
  die_of_barrier_without_init(*t_state.block, self);
}

bool is_over(const std::uint64_t* barrier, std::uint64_t token) {
  return load(barrier).phase != (token & kPhaseMask);
}

bool tested(const std::uint64_t* barrier, bool over) {
  if (over) {
    if (checking()) clock_acquire(key_of(barrier));
  } else if (--prep_spin_budget < 0) {
    prep_yield();
  }
  return over;
}

template <class F>
void wait_until(const std::uint64_t* barrier, F over, const char* file, int line) {
  while (!over()) {
    if (is_own_shared(barrier)) {
      prep_park(key_of(barrier), file, line);
    } else {
      Fiber& self = running_thread();
      self.file = file;
      self.line = line;
      prep_yield();
    }
  }
  if (checking()) clock_acquire(key_of(barrier));
}

}  // namespace
}  // namespace prep::sim

using namespace prep::sim;

extern "C" {

void prep_mbarrier_init(uint64_t* barrier, unsigned count, const char*, int) {
  touch(barrier, Effect::write, __builtin_return_address(0));
  Word word(0);
  word.expected = word.pending = count;
  __atomic_store_n(barrier, word.bits(), __ATOMIC_RELEASE);
}

void prep_mbarrier_invalidate(uint64_t* barrier) {
  touch(barrier, Effect::write, __builtin_return_address(0));
  __atomic_store_n(barrier, ~uint64_t{0}, __ATOMIC_RELEASE);
}

uint64_t prep_mbarrier_arrive(uint64_t* barrier, unsigned count, unsigned drop, const char* file, int line) {
  touch(barrier, Effect::atomic, __builtin_return_address(0));
  require_valid(barrier, file, line);
  if (checking()) clock_release(key_of(barrier));
  for (;;) {
    uint64_t seen = __atomic_load_n(barrier, __ATOMIC_ACQUIRE);
    Word word(seen);
    const uint64_t token = word.phase;
    const bool too_many = count > word.pending;
    if (too_many) report_too_many_arrivals(*t_state.block, *t_state.fiber, word.pending, file, line);
    word.expected -= drop < word.expected ? drop : word.expected;
    word.pending -= too_many ? word.pending : count;
    const bool completes = word.pending == 0;
    if (completes) {
      // A copy that belongs to the phase is there before anybody can see the phase end.
      finish_copies_of(*t_state.block, barrier);
      word.pending = word.expected;
      word.phase = (word.phase + 1) & kPhaseMask;
    }
    if (!__atomic_compare_exchange_n(barrier, &seen, word.bits(), false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
      continue;
    if (completes) {
      if (checking()) clock_complete(key_of(barrier));
      unpark(*t_state.block, key_of(barrier), 0);
    }
    return token;
  }
}

int prep_mbarrier_completes(const uint64_t* barrier, unsigned count) { return load(barrier).pending == count; }

int prep_mbarrier_test(uint64_t* barrier, uint64_t token) {
  touch(barrier, Effect::atomic_read, __builtin_return_address(0));
  return tested(barrier, is_over(barrier, token));
}

int prep_mbarrier_test_parity(uint64_t* barrier, unsigned parity) {
  touch(barrier, Effect::atomic_read, __builtin_return_address(0));
  return tested(barrier, (load(barrier).phase & 1) != (parity & 1));
}

void prep_mbarrier_wait(uint64_t* barrier, uint64_t token, const char* file, int line) {
  touch(barrier, Effect::atomic_read, __builtin_return_address(0));
  require_valid(barrier, file, line);
  wait_until(
      barrier, [=] { return is_over(barrier, token); }, file, line);
}

void prep_mbarrier_wait_parity(uint64_t* barrier, unsigned parity, const char* file, int line) {
  touch(barrier, Effect::atomic_read, __builtin_return_address(0));
  require_valid(barrier, file, line);
  wait_until(
      barrier, [=] { return (load(barrier).phase & 1) != (parity & 1); }, file, line);
}
}
