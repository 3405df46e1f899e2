#include "sim/engine/shared_memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <mutex>

#include "sim/check/hooks.h"
#include "sim/engine/block_findings.h"
#include "sim/engine/fiber.h"
#include "sim/engine/index_variables.h"

namespace prep::sim {

__thread char* t_arena;

namespace {

constexpr unsigned kMaxDeclarations = 4096;

// Written under the mutex, read without: a thread that sees an offset sees the placement.
struct Layout {
  std::mutex mutex;
  unsigned declarations = 0;                               // numbered so far, in the whole program
  std::atomic<std::uint32_t> begin[kMaxDeclarations + 1];  // by number; 0: not placed in this launch
  PlacedSlot placed[kMaxDeclarations];
  std::atomic<unsigned> placed_count{0};
  std::atomic<std::uint32_t> end{kStaticBegin};
  std::size_t data_bytes = 0;  // without red zones
  std::size_t dynamic_bytes = 0;
};

Layout g_layout;

std::uint32_t place(prep_shared_slot* slot) {
  const std::lock_guard lock(g_layout.mutex);
  if (slot->index == 0) {
    if (g_layout.declarations == kMaxDeclarations) die_of_too_much_shared(*slot, 0);
    __atomic_store_n(&slot->index, ++g_layout.declarations, __ATOMIC_RELEASE);
  }
  std::atomic<std::uint32_t>& known = g_layout.begin[slot->index];
  if (known != 0) return known;
  const std::uint32_t align = std::max<std::uint32_t>(slot->align, checking() ? 128 : 16);
  const std::uint32_t gap = checking() && g_layout.end < kStaticBegin + kStaticLimit ? 128 : 0;
  const std::uint32_t begin = (g_layout.end + gap + align - 1) / align * align;
  g_layout.data_bytes += slot->bytes;
  if (g_layout.data_bytes > kStaticLimit || g_layout.data_bytes + g_layout.dynamic_bytes > kSharedLimit ||
      begin + slot->bytes > kDynamicBegin - 1024) {
    die_of_too_much_shared(*slot, g_layout.data_bytes);
  }
  const unsigned count = g_layout.placed_count;
  g_layout.placed[count] = {slot, begin};
  g_layout.placed_count.store(count + 1, std::memory_order_release);
  g_layout.end = begin + slot->bytes;
  known.store(begin, std::memory_order_release);
  return begin;
}

char* map_arena() {
  void* memory = mmap(nullptr, kArenaBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) {
    std::fputs("prep sim: no memory for shared memory; use PREP_SIM_WORKERS=1\n", stderr);
    _exit(3);
  }
  std::memset(memory, kPoisonByte, kArenaBytes);
  return static_cast<char*>(memory);
}

}  // namespace

void clean_arena() {
  if (t_arena != nullptr) std::memset(t_arena + kStaticBegin, kPoisonByte, g_layout.end - kStaticBegin);
}

// Between two grids: nobody else looks.
void begin_shared_layout(std::size_t dynamic_bytes) {
  for (unsigned i = 0; i < g_layout.placed_count; ++i) g_layout.begin[g_layout.placed[i].slot->index] = 0;
  g_layout.placed_count.store(0, std::memory_order_relaxed);
  g_layout.end.store(kStaticBegin, std::memory_order_relaxed);
  g_layout.data_bytes = 0;
  g_layout.dynamic_bytes = dynamic_bytes;
}

void poison_arena(std::size_t dynamic_bytes) {
  if (t_arena == nullptr) t_arena = map_arena();
  std::memset(t_arena + kStaticBegin, kPoisonByte, g_layout.end - kStaticBegin);
  std::memset(t_arena + kDynamicBegin, kPoisonByte, dynamic_bytes);
  prep_dynamic_shared = t_arena + kDynamicBegin;
}

PlacedSlot slot_below(std::uint32_t offset) {
  PlacedSlot best;
  const unsigned count = g_layout.placed_count.load(std::memory_order_acquire);
  for (unsigned i = 0; i < count; ++i) {
    const PlacedSlot& placed = g_layout.placed[i];
    if (placed.begin <= offset && (best.slot == nullptr || placed.begin > best.begin)) best = placed;
  }
  return best;
}

std::uint32_t static_end() { return g_layout.end; }
std::size_t static_bytes() { return g_layout.data_bytes; }

}  // namespace prep::sim

extern "C" void* prep_shared(prep_shared_slot* slot) {
  using namespace prep::sim;
  const unsigned index = __atomic_load_n(&slot->index, __ATOMIC_ACQUIRE);
  if (index != 0) [[likely]] {
    const std::uint32_t begin = g_layout.begin[index].load(std::memory_order_acquire);
    if (begin != 0) [[likely]]
      return t_arena + begin;
  }
  return t_arena + place(slot);
}
