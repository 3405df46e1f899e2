#include "sim/runtime/allocate.h"

#include <string>

#include "sim/check/hooks.h"
#include "sim/runtime/arena.h"
#include "sim/runtime/copies.h"
#include "sim/runtime/progress.h"

namespace prep::sim {

cudaError_t allocate(void** pointer, std::size_t bytes, Space space, Order order, const void* caller) {
  if (pointer == nullptr) return cudaErrorInvalidValue;
  if (bytes == 0) {
    *pointer = nullptr;
    return cudaSuccess;
  }
  const Origin origin{space, order == Order::stream, reinterpret_cast<std::uintptr_t>(caller)};
  void* const base = arena_allocate(bytes, origin);
  if (base == nullptr) {
    *pointer = nullptr;
    return cudaErrorMemoryAllocation;
  }
  *pointer = base;
  if (space == Space::pinned || space == Space::managed) note_host_visible_memory();
  note_device_allocated(reinterpret_cast<std::uintptr_t>(base), bytes);
  return cudaSuccess;
}

const Allocation* to_free(void* pointer, Freed what, const char* function, const void* caller) {
  const auto address = reinterpret_cast<std::uintptr_t>(pointer);
  const bool host_memory = what == Freed::host_memory;
  const Allocation* const a = find(address);
  const bool own = a != nullptr && from_arena(*a);
  if (own && !a->freed && a->base == address && (a->space == Space::pinned) == host_memory) return a;
  const std::string message =
      std::string(function) + (!own       ? " of a pointer that CUDA did not allocate"
                               : a->freed ? " of memory that is already freed"
                               : (a->space == Space::pinned) != host_memory
                                   ? " of memory that another function allocated"
                                   : " of a pointer into an allocation, not to its begin");
  report_host_mistake(caller, "", message.c_str(),
                      "Free each pointer once, as it was allocated: cudaFree for cudaMalloc, cudaFreeHost "
                      "for cudaMallocHost.");
  return nullptr;
}

}  // namespace prep::sim
