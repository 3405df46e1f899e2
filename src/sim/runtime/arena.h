// Memory behind cudaMalloc and kin: 256-byte aligned, exact sizes, red zones on both sides, filled with 0xFF,
// and freed ranges kept out of use for as long as there is room. Large ranges get their pages when they are
// first touched. Guarded by the runtime's lock.
#pragma once
#include <cstddef>

#include "sim/runtime/allocations.h"

namespace prep::sim {

inline constexpr std::size_t kAlignment = 256;
inline constexpr unsigned char kPoison = 0xFF;

struct Origin {
  Space space = Space::device;
  bool stream_ordered = false;
  std::uintptr_t caller = 0;
};
// For the current device. Null when it (or this machine) has not that much memory left. bytes > 0.
void* arena_allocate(std::size_t bytes, const Origin& origin);
// `allocation` is alive and came from arena_allocate.
void arena_release(const Allocation& allocation);
bool from_arena(const Allocation& allocation);
bool in_arena(std::uintptr_t address);  // among the small allocations, owned or not

// What cudaMemGetInfo tells of the current device: its share of half of this machine's memory, less if the
// process is held to less.
std::size_t device_memory_total();
std::size_t device_memory_free();

}  // namespace prep::sim
