// What -fsanitize=thread makes of __atomic builtins and std::atomic: told to the detectors, then done.
#include <prep/sim/abi.h>

#include <cstdint>

#include "sim/check/detectors.h"
#include "sim/check/hooks.h"
#include "sim/engine/grid.h"
#include "sim/engine/shared_memory.h"

namespace prep::sim {

namespace {

enum class Action { load, store, exchange, update };

bool releases(int order) { return order >= __ATOMIC_RELEASE && order <= __ATOMIC_SEQ_CST; }

// An order of release or stronger is a fence of its own.
inline void tell(const volatile void* address, std::size_t size, Action effect, int order, const void* pc) {
  if (t_state.fiber == nullptr) return;
  CheckState& state = *t_check;
  if (effect == Action::store || effect == Action::exchange) {  // whatever was there before
    const auto begin = reinterpret_cast<std::uintptr_t>(address);
    if (begin - state.arena < kArenaBytes)
      note_shared_filled(state, begin - state.arena, size);
    else
      note_device_filled(begin, size);
  }
  atomic_access(address, size, effect == Action::load ? Touch::read : Touch::atomic, pc);
  if (releases(order) && effect != Action::load) on_fence(state);
  on_atomic(state, effect != Action::store, effect != Action::load);
}

// After it: what has changed something is progress; what has not may be a spin loop.
template <class T>
inline void done(const volatile T* p, T before) {
  if (t_state.fiber == nullptr) return;
  if (__atomic_load_n(p, __ATOMIC_RELAXED) != before) count_memory_change();
  if (--prep_spin_budget < 0) prep_yield();
}

}  // namespace
}  // namespace prep::sim

using prep::sim::Action;
using prep::sim::done;
using prep::sim::tell;

#define PREP_CALLER __builtin_return_address(0)
#define PREP_UPDATE(bits, T, name)                                    \
  T __tsan_atomic##bits##_##name(volatile T* p, T value, int order) { \
    tell(p, sizeof(T), Action::update, order, PREP_CALLER);           \
    const T before = __atomic_##name(p, value, __ATOMIC_SEQ_CST);     \
    done(p, before);                                                  \
    return before;                                                    \
  }
#define PREP_COMPARE(bits, T, kind, weak)                                                                   \
  int __tsan_atomic##bits##_compare_exchange_##kind(volatile T* p, T* expected, T wanted, int order, int) { \
    tell(p, sizeof(T), Action::update, order, PREP_CALLER);                                                 \
    const T before = *expected;                                                                             \
    const bool swapped =                                                                                    \
        __atomic_compare_exchange_n(p, expected, wanted, weak, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);         \
    done(p, swapped ? before : __atomic_load_n(p, __ATOMIC_RELAXED));                                       \
    return swapped;                                                                                         \
  }
#define PREP_ATOMICS(bits, T)                                                                         \
  T __tsan_atomic##bits##_load(const volatile T* p, int order) {                                      \
    tell(p, sizeof(T), Action::load, order, PREP_CALLER);                                             \
    const T value = __atomic_load_n(p, __ATOMIC_SEQ_CST);                                             \
    done(p, value);                                                                                   \
    return value;                                                                                     \
  }                                                                                                   \
  void __tsan_atomic##bits##_store(volatile T* p, T value, int order) {                               \
    tell(p, sizeof(T), Action::store, order, PREP_CALLER);                                            \
    const T before = __atomic_exchange_n(p, value, __ATOMIC_SEQ_CST);                                 \
    done(p, before);                                                                                  \
  }                                                                                                   \
  T __tsan_atomic##bits##_exchange(volatile T* p, T value, int order) {                               \
    tell(p, sizeof(T), Action::exchange, order, PREP_CALLER);                                         \
    const T before = __atomic_exchange_n(p, value, __ATOMIC_SEQ_CST);                                 \
    done(p, before);                                                                                  \
    return before;                                                                                    \
  }                                                                                                   \
  PREP_UPDATE(bits, T, fetch_add)                                                                     \
  PREP_UPDATE(bits, T, fetch_sub)                                                                     \
  PREP_UPDATE(bits, T, fetch_and)                                                                     \
  PREP_UPDATE(bits, T, fetch_or)                                                                      \
  PREP_UPDATE(bits, T, fetch_xor)                                                                     \
  PREP_UPDATE(bits, T, fetch_nand)                                                                    \
  PREP_COMPARE(bits, T, strong, false)                                                                \
  PREP_COMPARE(bits, T, weak, true)                                                                   \
  T __tsan_atomic##bits##_compare_exchange_val(volatile T* p, T expected, T wanted, int order, int) { \
    tell(p, sizeof(T), Action::update, order, PREP_CALLER);                                           \
    const T before = expected;                                                                        \
    const bool swapped =                                                                              \
        __atomic_compare_exchange_n(p, &expected, wanted, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
    done(p, swapped ? before : __atomic_load_n(p, __ATOMIC_RELAXED));                                 \
    return expected;                                                                                  \
  }

extern "C" {

PREP_ATOMICS(8, std::uint8_t)
PREP_ATOMICS(16, std::uint16_t)
PREP_ATOMICS(32, std::uint32_t)
PREP_ATOMICS(64, std::uint64_t)

void __tsan_atomic_thread_fence(int order) {
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
  if (prep::sim::t_state.fiber != nullptr && prep::sim::releases(order))
    prep::sim::on_fence(*prep::sim::t_check);
}
void __tsan_atomic_signal_fence(int) {}
}
