// cudaMalloc and kin.
#include <prep/sim/runtime_memory.h>

#include <limits>

#include "sim/check/hooks.h"
#include "sim/check/unset.h"
#include "sim/runtime/allocate.h"
#include "sim/runtime/allocation_table.h"
#include "sim/runtime/arena.h"
#include "sim/runtime/capture.h"
#include "sim/runtime/copies.h"
#include "sim/runtime/devices.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/host_flags.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/progress.h"
#include "sim/runtime/queue.h"

using namespace prep::sim;

namespace {

constexpr std::size_t kPitch = 512;

cudaError_t allocate_now(void** pointer, std::size_t bytes, Space space, const void* caller) {
  const cudaError_t unsafe = unsafe_while_capturing();
  if (unsafe != cudaSuccess) return unsafe;
  if (sticky() != cudaSuccess) return sticky();
  return allocate(pointer, bytes, space, Order::host, caller);
}

cudaError_t allocate_pinned(void** pointer, std::size_t bytes, unsigned flags, const void* caller) {
  constexpr unsigned kKnown = cudaHostAllocPortable | cudaHostAllocMapped | cudaHostAllocWriteCombined;
  if ((flags & ~kKnown) != 0) return cudaErrorInvalidValue;
  const cudaError_t error = allocate_now(pointer, bytes, Space::pinned, caller);
  if (error == cudaSuccess) remember_host_flags(*pointer, flags);
  return error;
}

// Room for `rows` rows of `width` bytes.
cudaError_t allocate_pitched(void** pointer, std::size_t* pitch, std::size_t width, std::size_t rows,
                             const void* caller) {
  if (pointer == nullptr) return cudaErrorInvalidValue;
  *pitch = (width + kPitch - 1) / kPitch * kPitch;
  if (*pitch != 0 && rows > std::numeric_limits<std::size_t>::max() / *pitch)
    return cudaErrorMemoryAllocation;
  return allocate_now(pointer, *pitch * rows, Space::device, caller);
}

cudaError_t free_now(void* pointer, Freed what, const char* function, const void* caller) {
  const cudaError_t unsafe = unsafe_while_capturing();
  if (unsafe != cudaSuccess) return unsafe;
  run_everything();  // cudaFree waits for the device, as CUDA's does
  if (sticky() != cudaSuccess) return sticky();
  if (pointer == nullptr) return cudaSuccess;
  const Allocation* const a = to_free(pointer, what, function, caller);
  if (a == nullptr) return cudaErrorInvalidValue;
  if (checking()) look_for_unset(a->base, a->bytes);  // a result that nobody fetched
  arena_release(*a);
  return cudaSuccess;
}

// Managed memory that holds the whole range.
bool managed_range(const void* pointer, std::size_t bytes) {
  const Allocation* const a = find(reinterpret_cast<std::uintptr_t>(pointer));
  if (a == nullptr || a->freed || a->space != Space::managed) return false;
  const std::size_t offset = reinterpret_cast<std::uintptr_t>(pointer) - a->base;
  return offset <= a->bytes && bytes <= a->bytes - offset;
}

bool location_exists(const cudaMemLocation& location) {
  return location.type == cudaMemLocationTypeDevice ? device_exists(location.id)
                                                    : location.type != cudaMemLocationTypeInvalid;
}

bool place_exists(int device) { return device == cudaCpuDeviceId || device_exists(device); }

}  // namespace

extern "C" {

cudaError_t cudaMalloc(void** pointer, size_t bytes) {
  const Locked lock(runtime_mutex());
  return returned(allocate_now(pointer, bytes, Space::device, __builtin_return_address(0)));
}

cudaError_t cudaMallocPitch(void** pointer, size_t* pitch, size_t width, size_t height) {
  const Locked lock(runtime_mutex());
  if (pitch == nullptr) return returned(cudaErrorInvalidValue);
  return returned(allocate_pitched(pointer, pitch, width, height, __builtin_return_address(0)));
}

cudaError_t cudaMalloc3D(cudaPitchedPtr* pointer, cudaExtent extent) {
  const Locked lock(runtime_mutex());
  if (pointer == nullptr) return returned(cudaErrorInvalidValue);
  const std::size_t rows = extent.height * extent.depth;
  const cudaError_t error =
      allocate_pitched(&pointer->ptr, &pointer->pitch, extent.width, rows, __builtin_return_address(0));
  pointer->xsize = extent.width;
  pointer->ysize = extent.height;
  return returned(error);
}

cudaError_t cudaMallocManaged(void** pointer, size_t bytes, unsigned flags) {
  const Locked lock(runtime_mutex());
  if (bytes == 0 || (flags != cudaMemAttachGlobal && flags != cudaMemAttachHost))
    return returned(cudaErrorInvalidValue);
  return returned(allocate_now(pointer, bytes, Space::managed, __builtin_return_address(0)));
}

cudaError_t cudaMallocHost(void** pointer, size_t bytes) {
  const Locked lock(runtime_mutex());
  return returned(allocate_pinned(pointer, bytes, cudaHostAllocDefault, __builtin_return_address(0)));
}

cudaError_t cudaHostAlloc(void** pointer, size_t bytes, unsigned flags) {
  const Locked lock(runtime_mutex());
  return returned(allocate_pinned(pointer, bytes, flags, __builtin_return_address(0)));
}

cudaError_t cudaHostGetDevicePointer(void** device, void* host, unsigned flags) {
  const Locked lock(runtime_mutex());
  if (device == nullptr || flags != 0 || place_of(host) != Place::pinned)
    return returned(cudaErrorInvalidValue);
  *device = host;
  return returned(cudaSuccess);
}

cudaError_t cudaHostGetFlags(unsigned* flags, void* host) {
  const Locked lock(runtime_mutex());
  if (flags == nullptr || place_of(host) != Place::pinned) return returned(cudaErrorInvalidValue);
  *flags = host_flags(host);
  return returned(cudaSuccess);
}

cudaError_t cudaHostRegister(void* pointer, size_t bytes, unsigned flags) {
  const Locked lock(runtime_mutex());
  if (pointer == nullptr || bytes == 0 || flags > 15) return returned(cudaErrorInvalidValue);
  if ((flags & cudaHostRegisterIoMemory) != 0) return returned(cudaErrorNotSupported);
  const auto base = reinterpret_cast<std::uintptr_t>(pointer);
  if (find(base) != nullptr || find(base + bytes - 1) != nullptr)
    return returned(cudaErrorHostMemoryAlreadyRegistered);
  Allocation a;
  a.base = a.zone_begin = base;
  a.bytes = bytes;
  a.zone_end = base + bytes;
  a.space = Space::pinned;
  a.name = "registered host memory";
  a.caller = reinterpret_cast<std::uintptr_t>(__builtin_return_address(0));
  add_allocation(a);
  note_host_visible_memory();
  return returned(cudaSuccess);
}

cudaError_t cudaHostUnregister(void* pointer) {
  const Locked lock(runtime_mutex());
  const auto base = reinterpret_cast<std::uintptr_t>(pointer);
  const Allocation* const a = find(base);
  if (pointer == nullptr) return returned(cudaErrorInvalidValue);
  if (a == nullptr || a->base != base || from_arena(*a) || a->space != Space::pinned)
    return returned(cudaErrorHostMemoryNotRegistered);
  run_everything();
  forget_allocation(base);
  return returned(cudaSuccess);
}

cudaError_t cudaFree(void* pointer) {
  const Locked lock(runtime_mutex());
  return returned(free_now(pointer, Freed::device_memory, "cudaFree", __builtin_return_address(0)));
}

cudaError_t cudaFreeHost(void* pointer) {
  const Locked lock(runtime_mutex());
  return returned(free_now(pointer, Freed::host_memory, "cudaFreeHost", __builtin_return_address(0)));
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
  const Allocation* const a = find(reinterpret_cast<std::uintptr_t>(pointer));
  void* const p = const_cast<void*>(pointer);
  const bool host = place == Place::pinned || place == Place::managed;
  const bool known = host || place == Place::device;
  attributes->type = place == Place::pinned    ? cudaMemoryTypeHost
                     : place == Place::managed ? cudaMemoryTypeManaged
                     : place == Place::device  ? cudaMemoryTypeDevice
                                               : cudaMemoryTypeUnregistered;
  attributes->device = known ? a->device : cudaInvalidDeviceId;
  attributes->devicePointer = known ? p : nullptr;
  attributes->hostPointer = place == Place::device || place == Place::freed ? nullptr : p;
  return returned(cudaSuccess);
}

cudaError_t cudaMemAdvise_v2(const void* pointer, size_t bytes, cudaMemoryAdvise advice,
                             cudaMemLocation location) {
  const Locked lock(runtime_mutex());
  const bool place_counts = advice >= cudaMemAdviseSetPreferredLocation;
  const bool known = advice >= cudaMemAdviseSetReadMostly && advice <= cudaMemAdviseUnsetAccessedBy;
  if (!known || !managed_range(pointer, bytes)) return returned(cudaErrorInvalidValue);
  return returned(!place_counts || location_exists(location) ? cudaSuccess : cudaErrorInvalidDevice);
}

cudaError_t cudaMemAdvise(const void* pointer, size_t bytes, cudaMemoryAdvise advice, int device) {
  return cudaMemAdvise_v2(pointer, bytes, advice,
                          device == cudaCpuDeviceId ? cudaMemLocation{cudaMemLocationTypeHost, 0}
                                                    : cudaMemLocation{cudaMemLocationTypeDevice, device});
}

cudaError_t cudaMemPrefetchAsync_v2(const void* pointer, size_t bytes, cudaMemLocation location,
                                    unsigned flags, cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  if (stream_of(stream) == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (flags != 0 || !managed_range(pointer, bytes)) return returned(cudaErrorInvalidValue);
  return returned(location_exists(location) ? cudaSuccess : cudaErrorInvalidDevice);
}

cudaError_t cudaMemPrefetchAsync(const void* pointer, size_t bytes, int device, cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  if (stream_of(stream) == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (!managed_range(pointer, bytes)) return returned(cudaErrorInvalidValue);
  return returned(place_exists(device) ? cudaSuccess : cudaErrorInvalidDevice);
}

cudaError_t cudaMemRangeGetAttribute(void* data, size_t data_bytes, cudaMemRangeAttribute attribute,
                                     const void* pointer, size_t bytes) {
  const Locked lock(runtime_mutex());
  if (data == nullptr || data_bytes < sizeof(int) || !managed_range(pointer, bytes))
    return returned(cudaErrorInvalidValue);
  *static_cast<int*>(data) = attribute == cudaMemRangeAttributeReadMostly ? 0 : cudaInvalidDeviceId;
  return returned(cudaSuccess);
}

cudaError_t cudaStreamAttachMemAsync(cudaStream_t stream, void* pointer, size_t, unsigned flags) {
  const Locked lock(runtime_mutex());
  if (stream_of(stream) == nullptr) return returned(cudaErrorInvalidResourceHandle);
  const bool known =
      flags == cudaMemAttachGlobal || flags == cudaMemAttachHost || flags == cudaMemAttachSingle;
  return returned(known && place_of(pointer) == Place::managed ? cudaSuccess : cudaErrorInvalidValue);
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
  if (a.space == Space::managed) note_host_visible_memory();
  return 0;
}
}
