// The load/store hooks: what -fsanitize=thread makes of every access of the learner's code. No
// ThreadSanitizer is linked; these definitions take its place. This file is never instrumented.
#include "sim/check/hooks.h"

#include <prep/sim/abi.h>

#include "sim/check/detectors.h"
#include "sim/check/model.h"
#include "sim/check/quick.h"
#include "sim/engine/block.h"
#include "sim/engine/grid.h"
#include "sim/engine/shared_memory.h"
#include "sim/report/finding.h"
#include "sim/report/symbols.h"

namespace prep::sim {

bool g_checking = false;

namespace {

std::uintptr_t g_image_base = 0;

std::uintptr_t offset_of(const void* return_address) {
  return reinterpret_cast<std::uintptr_t>(return_address) - g_image_base;
}

[[gnu::noinline]] void slow(const void* address, std::size_t size, Touch touch, Manner manner,
                            const void* pc) {
  const Request request{reinterpret_cast<std::uintptr_t>(address), size, touch, manner, offset_of(pc)};
  if (t_state.fiber == nullptr) return check_host(request);
  CheckState& state = *t_check;
  if (request.address - state.arena < kArenaBytes) return check_shared(state, request);
  check_global(state, request);
}

[[gnu::always_inline]] inline bool is_local(const void* address) {
  return reinterpret_cast<std::uintptr_t>(address) - reinterpret_cast<std::uintptr_t>(t_state.fiber->stack) <
         kStackBytes;
}

[[gnu::always_inline]] inline bool is_settled(const CheckState& state, std::uint64_t settled) {
  return settled == state.stamp ||
         settled == warp_stamp(state, t_state.fiber->warp, t_state.fiber->warp_clock);
}

template <std::size_t size>
[[gnu::always_inline]] inline void read(const void* address, const void* pc) {
  if (t_state.fiber != nullptr) {
    const CheckState& state = *t_check;
    const std::uintptr_t offset = reinterpret_cast<std::uintptr_t>(address) - state.arena;
    if (offset < kArenaBytes) {
      if (state.follows) return slow(address, size, Touch::read, Manner::plain, pc);
      if (size <= 4 && is_settled(state, state.settled[offset / 4])) return;
      if (size == 8 && is_settled(state, state.settled[offset / 4]) &&
          is_settled(state, state.settled[offset / 4 + 1]))
        return;
      if (size == 4 && offset % 4 == 0 && quick_shared_read(*t_check, offset / 4, offset_of(pc))) return;
    } else if (is_local(address)) {
      return;
    } else if (size == 4 && quick_global_read(state, reinterpret_cast<std::uintptr_t>(address))) {
      return;
    }
  }
  slow(address, size, Touch::read, Manner::plain, pc);
}

[[gnu::always_inline]] inline void write(const void* address, std::size_t size, const void* pc) {
  if (t_state.fiber != nullptr) {
    const std::uintptr_t offset = reinterpret_cast<std::uintptr_t>(address) - t_check->arena;
    if (offset < kArenaBytes) {
      if (size == 4 && offset % 4 == 0 && !t_check->follows &&
          quick_shared_write(*t_check, offset / 4, offset_of(pc)))
        return;
    } else if (is_local(address)) {
      return;
    }
  }
  slow(address, size, Touch::write, Manner::plain, pc);
}

[[gnu::always_inline]] inline void any(const void* address, std::size_t size, Touch touch, Manner manner,
                                       const void* pc) {
  if (size == 0 || (t_state.fiber != nullptr && is_local(address))) return;
  slow(address, size, touch, manner, pc);
  if (t_state.fiber != nullptr && manner != Manner::plain)
    t_check->looked_at = reinterpret_cast<std::uintptr_t>(address);
  if (manner == Manner::volatile_access && t_state.fiber != nullptr) {
    on_atomic(*t_check, touch == Touch::read, touch != Touch::read);
    if (touch != Touch::read) count_memory_change();
    if (touch == Touch::read && --prep_spin_budget < 0) prep_yield();
  }
}

}  // namespace

void atomic_access(const volatile void* address, std::size_t size, Touch touch, const void* pc) {
  any(const_cast<const void*>(address), size, touch, Manner::atomic, pc);
}

namespace {
struct alignas(64) Changes {
  std::uint64_t count = 0;
};
Changes g_changes[16];
Changes& changes_here() {
  return g_changes[t_running == nullptr ? 0 : static_cast<std::size_t>(t_running - g_grid->running) % 16];
}
}  // namespace

std::uint64_t memory_changes() {
  std::uint64_t sum = 0;
  for (const Changes& changes : g_changes) sum += __atomic_load_n(&changes.count, __ATOMIC_RELAXED);
  return sum;
}
std::uintptr_t last_looked_at() { return checking() && t_check != nullptr ? t_check->looked_at : 0; }
std::uint64_t memory_changes_here() { return changes_here().count; }
void count_memory_change() {
  Changes& here = changes_here();
  __atomic_store_n(&here.count, here.count + 1, __ATOMIC_RELAXED);
}

void note_engine_access(const void* address, std::size_t bytes, Effect effect, const void* pc) {
  const bool reads = effect == Effect::read || effect == Effect::atomic_read;
  const bool marked = effect == Effect::atomic || effect == Effect::atomic_read;
  any(address, bytes,
      effect == Effect::atomic ? Touch::atomic
      : reads                  ? Touch::read
                               : Touch::write,
      marked ? Manner::atomic : Manner::plain, pc);
}

std::uint64_t access_segment() { return t_check->when >> 36; }

void note_reads_before_arrival(const void* to, std::size_t bytes, std::uint64_t started, const void* pc) {
  const Request request{reinterpret_cast<std::uintptr_t>(to), bytes, Touch::write, Manner::plain,
                        offset_of(pc)};
  if (request.address - t_check->arena < kArenaBytes) check_late_copy(*t_check, request, started);
}

void start_checking() {
  g_checking = true;
  g_image_base = image_base();
  before_flush([] {
    hand_over_noted();
    hand_over_bad_indexes();
    model_hand_over();
  });
}

}  // namespace prep::sim

using prep::sim::any;
using prep::sim::Manner;
using prep::sim::Touch;

#define PREP_CALLER __builtin_return_address(0)
#define PREP_HOOKS(size)                                                                                 \
  void __tsan_read##size(void* p) { prep::sim::read<size>(p, PREP_CALLER); }                             \
  void __tsan_write##size(void* p) { prep::sim::write(p, size, PREP_CALLER); }                           \
  void __tsan_unaligned_read##size(void* p) { any(p, size, Touch::read, Manner::plain, PREP_CALLER); }   \
  void __tsan_unaligned_write##size(void* p) { any(p, size, Touch::write, Manner::plain, PREP_CALLER); } \
  void __tsan_volatile_read##size(void* p) {                                                             \
    any(p, size, Touch::read, Manner::volatile_access, PREP_CALLER);                                     \
  }                                                                                                      \
  void __tsan_volatile_write##size(void* p) {                                                            \
    any(p, size, Touch::write, Manner::volatile_access, PREP_CALLER);                                    \
  }                                                                                                      \
  void __tsan_unaligned_volatile_read##size(void* p) {                                                   \
    any(p, size, Touch::read, Manner::volatile_access, PREP_CALLER);                                     \
  }                                                                                                      \
  void __tsan_unaligned_volatile_write##size(void* p) {                                                  \
    any(p, size, Touch::write, Manner::volatile_access, PREP_CALLER);                                    \
  }                                                                                                      \
  void __tsan_read_write##size(void* p) {                                                                \
    prep::sim::read<size>(p, PREP_CALLER);                                                               \
    prep::sim::write(p, size, PREP_CALLER);                                                              \
  }                                                                                                      \
  void __tsan_unaligned_read_write##size(void* p) {                                                      \
    any(p, size, Touch::read, Manner::plain, PREP_CALLER);                                               \
    any(p, size, Touch::write, Manner::plain, PREP_CALLER);                                              \
  }

extern "C" {

PREP_HOOKS(1)
PREP_HOOKS(2)
PREP_HOOKS(4)
PREP_HOOKS(8)
PREP_HOOKS(16)

void __tsan_init() { prep::sim::start_checking(); }
void __tsan_func_entry(void*) {}
void __tsan_func_exit() {}
void __tsan_vptr_update(void** p, void*) { prep::sim::write(p, sizeof *p, PREP_CALLER); }
void __tsan_vptr_read(void** p) { prep::sim::read<sizeof *p>(p, PREP_CALLER); }
void __tsan_ignore_thread_begin() {}
void __tsan_ignore_thread_end() {}

void __tsan_read_range(void* p, std::size_t n) { any(p, n, Touch::read, Manner::plain, PREP_CALLER); }
void __tsan_write_range(void* p, std::size_t n) { any(p, n, Touch::write, Manner::plain, PREP_CALLER); }

// What include/prep/sim/memory_functions.h makes of the learner's calls.
void* prep_memcpy(void* to, const void* from, std::size_t n) {
  if (!prep::sim::checking()) return __builtin_memcpy(to, from, n);
  any(from, n, Touch::read, Manner::plain, PREP_CALLER);
  any(to, n, Touch::write, Manner::plain, PREP_CALLER);
  return __builtin_memcpy(to, from, n);
}
void* prep_memmove(void* to, const void* from, std::size_t n) {
  if (!prep::sim::checking()) return __builtin_memmove(to, from, n);
  any(from, n, Touch::read, Manner::plain, PREP_CALLER);
  any(to, n, Touch::write, Manner::plain, PREP_CALLER);
  return __builtin_memmove(to, from, n);
}
void* prep_memset(void* to, int value, std::size_t n) {
  if (prep::sim::checking()) any(to, n, Touch::write, Manner::plain, PREP_CALLER);
  return __builtin_memset(to, value, n);
}

// Clang's names for the same.
void* __tsan_memcpy(void* to, const void* from, std::size_t n) {
  any(from, n, Touch::read, Manner::plain, PREP_CALLER);
  any(to, n, Touch::write, Manner::plain, PREP_CALLER);
  return __builtin_memcpy(to, from, n);
}
void* __tsan_memmove(void* to, const void* from, std::size_t n) {
  any(from, n, Touch::read, Manner::plain, PREP_CALLER);
  any(to, n, Touch::write, Manner::plain, PREP_CALLER);
  return __builtin_memmove(to, from, n);
}
void* __tsan_memset(void* to, int value, std::size_t n) {
  any(to, n, Touch::write, Manner::plain, PREP_CALLER);
  return __builtin_memset(to, value, n);
}
}
