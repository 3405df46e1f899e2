// Shadow memory of device allocations, and the grid's table of what its blocks have published.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>

#include "sim/check/covered_cells.h"
#include "sim/check/state.h"
#include "sim/engine/grid.h"

namespace prep::sim {
namespace {

struct Shadow {
  GlobalCell* cells = nullptr;
  std::size_t bytes = 0;
  std::uint64_t serial = 0;
};

// A word of data has a cell of 12 times its size. Arrays are used alike from end to end, so the beginning of
// a large one stands for the rest: 64 MB of it, as long as all shadows together stay below a quarter of the
// machine.
constexpr std::size_t kMostCells = (std::size_t{64} << 20) / 4;

constexpr std::size_t kHugePage = std::size_t{2} << 20;

std::size_t budget() {
  static const auto pages = static_cast<std::size_t>(std::max(sysconf(_SC_PHYS_PAGES), 1L));
  return pages / 4 * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

struct Shadows {
  std::mutex mutex;
  std::size_t mapped = 0;
  std::map<std::uintptr_t, Shadow> by_base;
};

Shadows& shadows() {
  static auto* only = new Shadows;
  return *only;
}

void* map_lazily(std::size_t bytes) {
  void* memory =
      mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

struct Published {
  std::atomic<std::uint8_t*> fences{nullptr};  // by block; mapped with the first publication of a launch
  std::size_t bytes = 0;
  std::mutex mutex;
};

Published g_published;
unsigned g_launch = 0;

}  // namespace

unsigned launch_number() { return g_launch; }

// The launch before has said all it had to say. When the number comes round, old accesses must not look new.
void begin_launch_shadow() {
  if (g_published.fences != nullptr) {
    munmap(g_published.fences, g_published.bytes);
    g_published.fences = nullptr;
  }
  g_launch = (g_launch + 1) % kLaunchNumbers;
  if (g_launch != 0) return;
  g_launch = 1;
  for (auto& [base, shadow] : shadows().by_base) {
    if (shadow.cells == nullptr) continue;
    const std::uint64_t cells = covered_cells(shadow.cells);
    madvise(shadow.cells - 1, shadow.bytes, MADV_DONTNEED);
    covered_cells(shadow.cells) = cells;
  }
}

namespace {

void drop(Shadow& shadow) {
  if (shadow.cells == nullptr) return;
  munmap(shadow.cells - 1, shadow.bytes);
  shadows().mapped -= shadow.bytes;
  shadow = {};
}

// Shadows of allocations that are gone.
void drop_old() {
  for (auto& [base, shadow] : shadows().by_base) {
    const Allocation* now = find(base);
    if (now == nullptr || now->freed || now->serial != shadow.serial) drop(shadow);
  }
}

}  // namespace

GlobalCell* shadow_of(const Allocation& allocation) {
  const std::lock_guard lock(shadows().mutex);
  Shadow& shadow = shadows().by_base[allocation.base];
  if (shadow.serial == allocation.serial) return shadow.cells;
  drop(shadow);
  const std::size_t wanted = std::min((allocation.bytes + 3) / 4, kMostCells);
  if (shadows().mapped + wanted * sizeof(GlobalCell) > budget()) drop_old();
  shadow.serial = allocation.serial;
  const std::size_t room = budget() - std::min(budget(), shadows().mapped);
  const std::size_t cells = std::min(wanted, room / sizeof(GlobalCell));
  if (cells == 0) return nullptr;
  const std::size_t bytes = (cells + 1) * sizeof(GlobalCell) + cells * sizeof(SettledWord);
  auto* memory = static_cast<GlobalCell*>(map_lazily(bytes));
  if (memory == nullptr) return nullptr;
  if (bytes >= kHugePage) madvise(memory, bytes, MADV_HUGEPAGE);  // else a third of the run is page faults
  shadows().mapped += bytes;
  shadow.cells = memory + 1;
  covered_cells(shadow.cells) = cells;
  shadow.bytes = bytes;
  return shadow.cells;
}

void forget_accesses(const Allocation& allocation) {
  const std::lock_guard lock(shadows().mutex);
  const auto found = shadows().by_base.find(allocation.base);
  if (found == shadows().by_base.end() || found->second.cells == nullptr) return;
  GlobalCell* const cells = found->second.cells;
  std::fill_n(settled_words(cells), covered_cells(cells), SettledWord{0});
  std::fill_n(cells, covered_cells(cells), GlobalCell{});
}

unsigned published_fences(std::uint32_t block) {
  const std::uint8_t* fences = g_published.fences.load(std::memory_order_acquire);
  return fences == nullptr ? 0 : __atomic_load_n(&fences[block], __ATOMIC_ACQUIRE);
}

void publish(std::uint32_t block, unsigned fences) {
  std::uint8_t* table = g_published.fences.load(std::memory_order_acquire);
  if (table == nullptr) {
    const std::lock_guard lock(g_published.mutex);
    table = g_published.fences;
    if (table == nullptr) {
      g_published.bytes = g_grid->blocks < kBlockMask ? g_grid->blocks : std::size_t{kBlockMask} + 1;
      table = static_cast<std::uint8_t*>(map_lazily(g_published.bytes));
      if (table == nullptr) return;
      g_published.fences = table;
    }
  }
  __atomic_store_n(&table[block], static_cast<std::uint8_t>(fences), __ATOMIC_RELEASE);
}

}  // namespace prep::sim
