// cudaMalloc and kin.
#include <prep/sim/runtime_memory.h>

#include <algorithm>
#include <string>

#include "sim/check/hooks.h"
#include "sim/runtime/allocation_table.h"
#include "sim/runtime/arena.h"
#include "sim/runtime/copies.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/queue.h"

using namespace prep::sim;

namespace {

cudaError_t allocate(void** pointer, std::size_t bytes, Space space) {
  if (pointer == nullptr) return cudaErrorInvalidValue;
  *pointer = nullptr;
  if (bytes == 0) return cudaSuccess;
  void* const base = arena_allocate(bytes, space);
  if (base == nullptr) return cudaErrorMemoryAllocation;
  *pointer = base;
  note_device_allocated(reinterpret_cast<std::uintptr_t>(base), bytes);
  return cudaSuccess;
}

// The allocation that begins at `pointer` and is alive; else reports what is wrong with the free and returns
// null.
const Allocation* to_free(void* pointer, bool host_memory, const char* function, const void* caller) {
  const auto address = reinterpret_cast<std::uintptr_t>(pointer);
  const Allocation* const a = find(address);
  const bool own =
      a != nullptr && (a->space == Space::device || a->space == Space::managed || a->space == Space::pinned);
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

}  // namespace

extern "C" {

cudaError_t cudaMalloc(void** pointer, size_t bytes) {
  const Locked lock(runtime_mutex());
  return returned(allocate(pointer, bytes, Space::device));
}

cudaError_t cudaMallocPitch(void** pointer, size_t* pitch, size_t width, size_t height) {
  const Locked lock(runtime_mutex());
  if (pitch == nullptr) return returned(cudaErrorInvalidValue);
  *pitch = (width + 511) / 512 * 512;
  return returned(allocate(pointer, *pitch * height, Space::device));
}

cudaError_t cudaMallocManaged(void** pointer, size_t bytes, unsigned flags) {
  const Locked lock(runtime_mutex());
  if (bytes == 0 || (flags != cudaMemAttachGlobal && flags != cudaMemAttachHost))
    return returned(cudaErrorInvalidValue);
  return returned(allocate(pointer, bytes, Space::managed));
}

cudaError_t cudaMallocHost(void** pointer, size_t bytes) {
  const Locked lock(runtime_mutex());
  return returned(allocate(pointer, bytes, Space::pinned));
}

cudaError_t cudaHostAlloc(void** pointer, size_t bytes, unsigned) { return cudaMallocHost(pointer, bytes); }

cudaError_t cudaMallocAsync(void** pointer, size_t bytes, cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  if (stream_of(stream) == nullptr) return returned(cudaErrorInvalidResourceHandle);
  return returned(allocate(pointer, bytes, Space::device));
}

cudaError_t cudaHostGetDevicePointer(void** device, void* host, unsigned) {
  const Locked lock(runtime_mutex());
  if (device == nullptr || place_of(host) != Place::pinned) return returned(cudaErrorInvalidValue);
  *device = host;
  return returned(cudaSuccess);
}

cudaError_t cudaHostRegister(void* pointer, size_t bytes, unsigned) {
  const Locked lock(runtime_mutex());
  if (pointer == nullptr || bytes == 0) return returned(cudaErrorInvalidValue);
  const auto base = reinterpret_cast<std::uintptr_t>(pointer);
  if (find(base) != nullptr) return returned(cudaErrorHostMemoryAlreadyRegistered);
  Allocation a;
  a.base = a.zone_begin = base;
  a.bytes = bytes;
  a.zone_end = base + bytes;
  a.space = Space::pinned;
  a.name = "registered host memory";
  add_allocation(a);
  return returned(cudaSuccess);
}

cudaError_t cudaHostUnregister(void* pointer) {
  const Locked lock(runtime_mutex());
  const auto base = reinterpret_cast<std::uintptr_t>(pointer);
  const Allocation* const a = find(base);
  if (a == nullptr || a->base != base || a->zone_begin != base)
    return returned(cudaErrorHostMemoryNotRegistered);
  run_everything();
  forget_allocation(base);
  return returned(cudaSuccess);
}

// cudaFree waits for the device, as CUDA's does.
cudaError_t cudaFree(void* pointer) {
  const Locked lock(runtime_mutex());
  if (pointer == nullptr) return returned(cudaSuccess);
  run_everything();
  const Allocation* const a = to_free(pointer, false, "cudaFree", __builtin_return_address(0));
  if (a == nullptr) return returned(cudaErrorInvalidValue);
  arena_release(*a);
  return returned(cudaSuccess);
}

cudaError_t cudaFreeHost(void* pointer) {
  const Locked lock(runtime_mutex());
  if (pointer == nullptr) return returned(cudaSuccess);
  run_everything();
  const Allocation* const a = to_free(pointer, true, "cudaFreeHost", __builtin_return_address(0));
  if (a == nullptr) return returned(cudaErrorInvalidValue);
  arena_release(*a);
  return returned(cudaSuccess);
}

cudaError_t cudaFreeAsync(void* pointer, cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  Stream* const s = stream_of(stream);
  if (s == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (pointer == nullptr) return returned(cudaErrorInvalidValue);
  const void* const caller = __builtin_return_address(0);
  if (to_free(pointer, false, "cudaFreeAsync", caller) == nullptr) return returned(cudaErrorInvalidValue);
  enqueue(*s, [pointer, caller] {
    if (const Allocation* const a = to_free(pointer, false, "cudaFreeAsync", caller)) arena_release(*a);
  });
  return returned(cudaSuccess);
}

cudaError_t cudaMemGetInfo(size_t* free_bytes, size_t* total_bytes) {
  const Locked lock(runtime_mutex());
  if (free_bytes == nullptr || total_bytes == nullptr) return returned(cudaErrorInvalidValue);
  *free_bytes = device_memory_free();
  *total_bytes = device_memory_total();
  return returned(cudaSuccess);
}

cudaError_t cudaPointerGetAttributes(cudaPointerAttributes* attributes, const void* pointer) {
  const Locked lock(runtime_mutex());
  if (attributes == nullptr) return returned(cudaErrorInvalidValue);
  const Place place = place_of(pointer);
  void* const p = const_cast<void*>(pointer);
  const bool host = place == Place::pinned || place == Place::managed;
  const bool device = host || place == Place::device;
  attributes->type = place == Place::pinned    ? cudaMemoryTypeHost
                     : place == Place::managed ? cudaMemoryTypeManaged
                     : place == Place::device  ? cudaMemoryTypeDevice
                                               : cudaMemoryTypeUnregistered;
  attributes->device = device ? 0 : cudaInvalidDeviceId;
  attributes->devicePointer = device ? p : nullptr;
  attributes->hostPointer = device && !host ? nullptr : p;
  return returned(cudaSuccess);
}

cudaError_t cudaMemAdvise(const void* pointer, size_t, cudaMemoryAdvise, int) {
  const Locked lock(runtime_mutex());
  return returned(place_of(pointer) == Place::managed ? cudaSuccess : cudaErrorInvalidValue);
}

cudaError_t cudaMemPrefetchAsync(const void* pointer, size_t, int, cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  if (stream_of(stream) == nullptr) return returned(cudaErrorInvalidResourceHandle);
  return returned(place_of(pointer) == Place::managed ? cudaSuccess : cudaErrorInvalidValue);
}

int prep_register_variable(const char* name, const void* address, size_t bytes,
                           enum prep_variable_space space) {
  const Locked lock(runtime_mutex());
  Allocation a;
  a.base = a.zone_begin = reinterpret_cast<std::uintptr_t>(address);
  a.bytes = bytes;
  a.zone_end = a.base + bytes;
  a.space = space == prep_variable_constant  ? Space::constant
            : space == prep_variable_managed ? Space::managed
                                             : Space::variable;
  a.name = name;
  add_allocation(a);
  return 0;
}
}
