// Host code that touches device memory by a plain pointer: on a GPU machine that is a crash.
#include <atomic>
#include <mutex>

#include "sim/check/detectors.h"
#include "sim/check/hooks.h"
#include "sim/check/stream_order.h"
#include "sim/check/unset.h"
#include "sim/runtime/allocations.h"
#include "sim/runtime/lock.h"

namespace prep::sim {
namespace {

std::atomic<std::uintptr_t> g_begin{~std::uintptr_t{0}}, g_end{0};  // around all device allocations so far

constexpr unsigned kPageBits = 12;
constexpr std::size_t kPages = 1024;

// Pages that hold no device memory, per host thread: page number + 1, valid for one state of the table.
struct QuietPages {
  std::uint64_t generation = 0;
  std::uintptr_t page[kPages] = {};
};

bool is_device_memory(const Request& request) {
  const std::uintptr_t address = request.address;
  static thread_local QuietPages quiet;
  if (quiet.generation != allocations_generation()) quiet = {allocations_generation(), {}};
  const std::uintptr_t page = (address >> kPageBits) + 1;
  std::uintptr_t& slot = quiet.page[page % kPages];
  if (slot == page) return false;
  const std::unique_lock lock(runtime_mutex(), std::try_to_lock);
  if (!lock.owns_lock()) return false;
  const Allocation* allocation = find(address);
  if (allocation == nullptr) {
    slot = page;
    return false;
  }
  if (!allocation->freed && (allocation->space == Space::pinned || allocation->space == Space::managed)) {
    const bool writes = request.touch != Touch::read;
    if (writes) note_device_filled(address, request.size);
    if (request.touch == Touch::read && request.size == 4 && allocation->space == Space::managed)
      look_for_unset(address, 4);
    if (request.manner == Manner::plain) check_host_order(address, request.size, writes, request.pc);
  }
  return allocation->space == Space::device && !allocation->freed;
}

}  // namespace

void note_device_allocated(std::uintptr_t begin, std::size_t bytes) {
  if (begin < g_begin) g_begin = begin;
  if (begin + bytes > g_end) g_end = begin + bytes;
}

void check_host(const Request& request) {
  if (request.address < g_begin.load(std::memory_order_relaxed) ||
      request.address >= g_end.load(std::memory_order_relaxed)) {
    return;
  }
  if (!is_device_memory(request)) return;
  RawFinding raw;
  raw.seen = Seen::host_touches_device;
  raw.here = request.touch;
  raw.size = static_cast<std::uint32_t>(request.size);
  raw.pc = request.pc;
  raw.address = request.address;
  note(raw);
}

}  // namespace prep::sim
