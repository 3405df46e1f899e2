#include "sim/runtime/arena.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <deque>
#include <map>
#include <vector>

#include "sim/runtime/allocation_table.h"
#include "sim/runtime/devices.h"

namespace prep::sim {
namespace {

constexpr std::size_t kRedZone = 256;  // on each side
constexpr std::size_t kChunk = std::size_t{8} << 20;
constexpr std::size_t kLarge = std::size_t{1}
                               << 20;  // from here on an allocation has its own mapping and guard pages
constexpr std::size_t kPage = 4096;
constexpr std::size_t kLazy = std::size_t{16} << 20;  // poisoned piece by piece, when touched
constexpr std::size_t kQuarantine = std::size_t{256} << 20;

std::size_t round_up(std::size_t bytes, std::size_t unit) { return (bytes + unit - 1) / unit * unit; }

struct Range {
  std::uintptr_t begin = 0;
  std::size_t bytes = 0;
  bool large = false;
};

struct Arena {
  std::uintptr_t chunk_at = 0, chunk_end = 0;                   // the unused rest of the newest chunk
  std::vector<std::uintptr_t> chunks;                           // where each begins; never given back
  std::map<std::size_t, std::vector<std::uintptr_t>> reusable;  // small ranges by size
  std::deque<Range> quarantine;                                 // freed, oldest first
  std::size_t quarantined = 0, used[kMaxDevices] = {};
};

Arena& arena() {
  static Arena* const only = new Arena;
  return *only;
}

// Lets go of the oldest freed ranges: their addresses may be handed out again.
void drain_quarantine(Arena& a) {
  while (a.quarantined > kQuarantine && !a.quarantine.empty()) {
    const Range oldest = a.quarantine.front();
    a.quarantine.pop_front();
    a.quarantined -= oldest.bytes;
    forget_allocation(oldest.begin);
    if (oldest.large)
      munmap(reinterpret_cast<void*>(oldest.begin), oldest.bytes);
    else
      a.reusable[oldest.bytes].push_back(oldest.begin);
  }
}

void* map_pages(std::size_t bytes, int protection) {
  void* const p = mmap(nullptr, bytes, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return p == MAP_FAILED ? nullptr : p;
}

// A range of `bytes` (red zones included), or 0.
std::uintptr_t take_small(Arena& a, std::size_t bytes) {
  auto& reusable = a.reusable[bytes];
  if (!reusable.empty()) {
    const std::uintptr_t range = reusable.back();
    reusable.pop_back();
    return range;
  }
  if (a.chunk_end - a.chunk_at < bytes) {
    void* const chunk = map_pages(kChunk, PROT_READ | PROT_WRITE);
    if (chunk == nullptr) return 0;
    a.chunk_at = reinterpret_cast<std::uintptr_t>(chunk);
    a.chunk_end = a.chunk_at + kChunk;
    a.chunks.push_back(a.chunk_at);
  }
  const std::uintptr_t range = a.chunk_at;
  a.chunk_at += bytes;
  return range;
}

// Pages with a page that nobody may touch on either side.
std::uintptr_t take_large(std::size_t bytes) {
  void* const range = map_pages(bytes, PROT_NONE);
  if (range == nullptr) return 0;
  char* const inner = static_cast<char*>(range) + kPage;
  if (mprotect(inner, bytes - 2 * kPage, PROT_READ | PROT_WRITE) != 0) {
    munmap(range, bytes);
    return 0;
  }
  return reinterpret_cast<std::uintptr_t>(range);
}

// A file of poison; -1 where there is none.
int poison_file() {
  static const int file = [] {
    const int fd = memfd_create("prep-sim-poison", MFD_CLOEXEC);
    if (fd < 0) return -1;
    void* const all = ftruncate(fd, kLazy) == 0
                          ? mmap(nullptr, kLazy, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)
                          : MAP_FAILED;
    if (all == MAP_FAILED) {
      close(fd);
      return -1;
    }
    std::memset(all, kPoison, kLazy);
    munmap(all, kLazy);
    return fd;
  }();
  return file;
}

// Poisons a range that has just been mapped: the file's pages stand in until they are written.
void poison(char* begin, std::size_t bytes, bool fresh) {
  while (fresh && bytes >= kLazy && poison_file() >= 0) {
    if (mmap(begin, kLazy, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE, poison_file(),
             0) == MAP_FAILED) {
      mmap(begin, kLazy, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE | MAP_ANONYMOUS, -1,
           0);
      break;
    }
    begin += kLazy;
    bytes -= kLazy;
  }
  std::memset(begin, kPoison, bytes);
}

// What a container allows, or all.
std::size_t container_limit() {
  std::size_t limit = ~std::size_t{0};
  if (std::FILE* const file = std::fopen("/sys/fs/cgroup/memory.max", "r")) {
    if (std::fscanf(file, "%zu", &limit) != 1) limit = ~std::size_t{0};
    std::fclose(file);
  }
  return limit;
}

}  // namespace

std::size_t device_memory_total() {
  static const std::size_t total = [] {
    const auto pages = static_cast<std::size_t>(std::max(sysconf(_SC_PHYS_PAGES), 1L));
    std::size_t bytes = pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    bytes = std::min(bytes, container_limit()) / 2;
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
      bytes = std::min(bytes, static_cast<std::size_t>(limit.rlim_cur) / 2);
    return (bytes / static_cast<std::size_t>(device_count())) >> 20 << 20;
  }();
  return total;
}

std::size_t device_memory_free() {
  return device_memory_total() - std::min(arena().used[current_device()], device_memory_total());
}

bool in_arena(std::uintptr_t address) {
  const auto& chunks = arena().chunks;
  return std::any_of(chunks.begin(), chunks.end(),
                     [&](std::uintptr_t chunk) { return address - chunk < kChunk; });
}

bool from_arena(const Allocation& allocation) { return allocation.zone_begin != allocation.base; }

void* arena_allocate(std::size_t bytes, const Origin& origin) {
  Arena& a = arena();
  if (bytes > device_memory_free()) return nullptr;
  const bool large = bytes >= kLarge;
  const std::size_t margin = large ? kPage : kRedZone;
  const std::size_t range_bytes = round_up(bytes, large ? kPage : kAlignment) + 2 * margin;
  const std::uintptr_t range = large ? take_large(range_bytes) : take_small(a, range_bytes);
  if (range == 0) return nullptr;
  Allocation allocation;
  allocation.zone_begin = range;
  allocation.zone_end = range + range_bytes;
  allocation.base = range + margin;
  allocation.bytes = bytes;
  allocation.space = origin.space;
  allocation.stream_ordered = origin.stream_ordered;
  allocation.caller = origin.caller;
  allocation.device = current_device();
  add_allocation(allocation);
  a.used[allocation.device] += bytes;
  char* const base = reinterpret_cast<char*>(allocation.base);
  poison(base, range_bytes - 2 * margin, large);
  return base;
}

void arena_release(const Allocation& allocation) {
  Arena& a = arena();
  Range range{allocation.zone_begin, allocation.zone_end - allocation.zone_begin, allocation.bytes >= kLarge};
  a.used[allocation.device] -= allocation.bytes;
  if (range.large) {  // touching it is a fault from now on, and its pages go back to the machine
    madvise(reinterpret_cast<void*>(range.begin), range.bytes, MADV_DONTNEED);
    mprotect(reinterpret_cast<void*>(range.begin), range.bytes, PROT_NONE);
  } else {
    std::memset(reinterpret_cast<void*>(allocation.base), kPoison, allocation.bytes);
  }
  mark_freed(range.begin);
  a.quarantine.push_back(range);
  a.quarantined += range.bytes;
  drain_quarantine(a);
}

}  // namespace prep::sim
