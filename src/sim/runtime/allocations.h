// The table of memory that device code may touch: cudaMalloc and kin, and registered __device__ variables.
// The runtime changes it only while no grid runs, so detectors read it without a lock from any worker.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace prep::sim {

// Return addresses of the call that allocated or freed, innermost first, the library's own frames included.
inline constexpr int kCallDepth = 8;
struct CallStack {
  std::uintptr_t pc[kCallDepth] = {};
};
CallStack current_calls();

enum class Space {
  device,    // cudaMalloc, cudaMallocAsync
  pinned,    // cudaMallocHost: host memory that kernels may touch
  managed,   // cudaMallocManaged
  variable,  // a __device__ or __managed__ variable
  constant,  // a __constant__ variable
};

struct Allocation {
  std::uintptr_t base = 0;
  std::size_t bytes = 0;          // exactly what was asked for
  std::uintptr_t zone_begin = 0;  // the range that nothing else owns: [zone_begin, zone_end) holds
  std::uintptr_t zone_end = 0;    // the bytes and the red zones around them
  std::uint64_t serial = 0;       // 1, 2, 3… in order of allocation
  Space space = Space::device;
  bool freed = false;           // freed memory stays known until its range is used again
  bool stream_ordered = false;  // from cudaMallocAsync
  int device = 0;               // whose memory it is; of no meaning for pinned and managed memory
  std::uintptr_t caller = 0;    // return address of the call that made it, 0 for variables
  const char* name = "";        // a variable's name, "" for allocations
  CallStack allocated;          // known when checking()
};

// The allocation whose zone holds `address`, alive or freed; null where nobody owns it. O(log n), thread-safe
// while a grid runs. The pointer is valid until the next allocation or free.
const Allocation* find(std::uintptr_t address);

// As find(); where nobody owns a place between cudaMalloc's small allocations, the one whose end or beginning
// is nearest: an index far out of bounds still belongs to somebody.
const Allocation* find_near(std::uintptr_t address);

// Raised with every change of the table, so that a reader may keep its last answer.
std::uint64_t allocations_generation();

}  // namespace prep::sim
