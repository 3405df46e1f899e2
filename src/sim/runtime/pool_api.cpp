// cudaMallocAsync, cudaFreeAsync and memory pools.
#include <prep/sim/runtime_pools.h>

#include <algorithm>
#include <map>
#include <set>

#include "sim/check/hooks.h"
#include "sim/check/stream_order.h"
#include "sim/runtime/allocate.h"
#include "sim/runtime/arena.h"
#include "sim/runtime/capture.h"
#include "sim/runtime/copies.h"
#include "sim/runtime/devices.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/graph.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/queue.h"
#include "sim/runtime/stream_memory.h"

#include <cstring>

struct prep_sim_pool {
  int device = 0;
  unsigned long long threshold = 0, used = 0, most_used = 0, reserved = 0, most_reserved = 0;
  int reuse[4] = {1, 1, 1, 1};  // by cudaMemPoolAttr
};

namespace {

using namespace prep::sim;

constexpr unsigned long long kSlab = 32u << 20;  // pools take memory from the device in such pieces

struct Owned {
  prep_sim_pool* pool;
  std::size_t bytes;
};
struct Pools {
  std::set<cudaMemPool_t> all;
  std::map<const void*, Owned> owner;
  std::map<const void*, std::size_t> of_graphs;
};
Pools& pools() {
  static Pools* const only = new Pools;
  return *only;
}

bool pool_exists(cudaMemPool_t pool) { return pools().all.count(pool) != 0; }

prep_sim_pool* new_pool(int device) {
  auto* const pool = new prep_sim_pool;
  pool->device = device;
  pools().all.insert(pool);
  return pool;
}

prep_sim_pool* default_pool(int number) {
  Device& d = device(number);
  if (d.default_pool == nullptr) d.default_pool = new_pool(number);
  return d.default_pool;
}

prep_sim_pool* current_pool(int number) {
  Device& d = device(number);
  return d.pool != nullptr ? d.pool : default_pool(number);
}

void count(prep_sim_pool& pool, unsigned long long used) {
  pool.used = used;
  pool.most_used = std::max(pool.most_used, used);
  const unsigned long long slabs = (used + kSlab - 1) / kSlab * kSlab;
  pool.reserved = std::max(slabs, std::min(pool.reserved, pool.threshold));
  pool.most_reserved = std::max(pool.most_reserved, pool.reserved);
}

cudaError_t allocate_in_order(void** pointer, std::size_t bytes, prep_sim_pool* pool, cudaStream_t handle,
                              const void* caller) {
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return cudaErrorInvalidResourceHandle;
  if (pointer == nullptr) return cudaErrorInvalidValue;
  if (capturing(*stream)) {
    if (stream->capture->invalidated) return cudaErrorStreamCaptureInvalidated;
    void* const memory = reserve_graph_memory(bytes);
    if (memory == nullptr) return cudaErrorMemoryAllocation;
    *pointer = memory;
    return capture_work(*stream, AllocWork{memory, bytes});
  }
  const cudaError_t usable = usable_stream(*stream);
  if (usable != cudaSuccess) return usable;
  if (sticky() != cudaSuccess) return sticky();
  const OnDevice there(pool->device);
  const cudaError_t error = allocate(pointer, bytes, Space::device, Order::stream, caller);
  if (error == cudaSuccess && *pointer != nullptr) {
    pools().owner[*pointer] = {pool, bytes};
    count(*pool, pool->used + bytes);
  }
  return error;
}

unsigned long long* counter_of(prep_sim_pool& pool, cudaMemPoolAttr attribute) {
  switch (attribute) {
    case cudaMemPoolAttrReleaseThreshold:
      return &pool.threshold;
    case cudaMemPoolAttrReservedMemCurrent:
      return &pool.reserved;
    case cudaMemPoolAttrReservedMemHigh:
      return &pool.most_reserved;
    case cudaMemPoolAttrUsedMemCurrent:
      return &pool.used;
    case cudaMemPoolAttrUsedMemHigh:
      return &pool.most_used;
    default:
      return nullptr;
  }
}

bool reuse_attribute(cudaMemPoolAttr attribute) {
  return attribute >= cudaMemPoolReuseFollowEventDependencies &&
         attribute <= cudaMemPoolReuseAllowInternalDependencies;
}

}  // namespace

namespace prep::sim {

void perform_free(const FreeWork& work) {
  if (is_graph_memory(work.pointer)) return;  // the graph's next launch uses it again
  const Allocation* const a = to_free(work.pointer, Freed::device_memory, "cudaFreeAsync", work.caller);
  if (a == nullptr) return;
  if (checking()) check_transfer({a->base, a->bytes, 1, a->bytes}, TransferUse::frees, work.caller);
  const auto owner = pools().owner.find(work.pointer);
  if (owner != pools().owner.end()) {
    if (pool_exists(owner->second.pool))
      count(*owner->second.pool, owner->second.pool->used - owner->second.bytes);
    pools().owner.erase(owner);
  }
  arena_release(*a);
}

void* reserve_graph_memory(std::size_t bytes) {
  void* pointer = nullptr;
  if (allocate(&pointer, bytes, Space::device, Order::stream, nullptr) != cudaSuccess) return nullptr;
  pools().of_graphs[pointer] = bytes;
  return pointer;
}

bool is_graph_memory(const void* pointer) { return pools().of_graphs.count(pointer) != 0; }

void begin_graph_memory(void* pointer, std::size_t bytes) {
  std::memset(pointer, kPoison, bytes);
  note_device_allocated(reinterpret_cast<std::uintptr_t>(pointer), bytes);
}

}  // namespace prep::sim

extern "C" {

cudaError_t cudaMallocAsync(void** pointer, size_t bytes, cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  return returned(
      allocate_in_order(pointer, bytes, current_pool(current_device()), stream, __builtin_return_address(0)));
}

cudaError_t cudaMallocFromPoolAsync(void** pointer, size_t bytes, cudaMemPool_t pool, cudaStream_t stream) {
  const Locked lock(runtime_mutex());
  if (!pool_exists(pool)) return returned(cudaErrorInvalidValue);
  return returned(allocate_in_order(pointer, bytes, pool, stream, __builtin_return_address(0)));
}

cudaError_t cudaFreeAsync(void* pointer, cudaStream_t handle) {
  const Locked lock(runtime_mutex());
  Stream* const stream = stream_of(handle);
  if (stream == nullptr) return returned(cudaErrorInvalidResourceHandle);
  if (pointer == nullptr) return returned(cudaErrorInvalidValue);
  const FreeWork work{pointer, __builtin_return_address(0)};
  if (capturing(*stream)) return returned(capture_work(*stream, work));
  const cudaError_t usable = usable_stream(*stream);
  if (usable != cudaSuccess) return returned(usable);
  if (to_free(pointer, Freed::device_memory, "cudaFreeAsync", work.caller) == nullptr)
    return returned(cudaErrorInvalidValue);
  enqueue(*stream, work);
  return returned(cudaSuccess);
}

cudaError_t cudaDeviceGetDefaultMemPool(cudaMemPool_t* pool, int number) {
  const Locked lock(runtime_mutex());
  if (pool == nullptr) return returned(cudaErrorInvalidValue);
  if (!device_exists(number)) return returned(cudaErrorInvalidDevice);
  *pool = default_pool(number);
  return returned(cudaSuccess);
}

cudaError_t cudaDeviceGetMemPool(cudaMemPool_t* pool, int number) {
  const Locked lock(runtime_mutex());
  if (pool == nullptr) return returned(cudaErrorInvalidValue);
  if (!device_exists(number)) return returned(cudaErrorInvalidDevice);
  *pool = current_pool(number);
  return returned(cudaSuccess);
}

cudaError_t cudaDeviceSetMemPool(int number, cudaMemPool_t pool) {
  const Locked lock(runtime_mutex());
  if (!device_exists(number)) return returned(cudaErrorInvalidDevice);
  if (!pool_exists(pool) || pool->device != number) return returned(cudaErrorInvalidValue);
  device(number).pool = pool;
  return returned(cudaSuccess);
}

cudaError_t cudaMemPoolCreate(cudaMemPool_t* pool, const cudaMemPoolProps* properties) {
  const Locked lock(runtime_mutex());
  if (pool == nullptr || properties == nullptr || properties->allocType != cudaMemAllocationTypePinned)
    return returned(cudaErrorInvalidValue);
  if (properties->handleTypes != cudaMemHandleTypeNone) return returned(cudaErrorNotSupported);
  if (properties->location.type != cudaMemLocationTypeDevice || !device_exists(properties->location.id))
    return returned(cudaErrorInvalidValue);
  *pool = new_pool(properties->location.id);
  return returned(cudaSuccess);
}

cudaError_t cudaMemPoolDestroy(cudaMemPool_t pool) {
  const Locked lock(runtime_mutex());
  if (!pool_exists(pool) || pool == device(pool->device).default_pool) return returned(cudaErrorInvalidValue);
  if (device(pool->device).pool == pool) device(pool->device).pool = nullptr;
  pools().all.erase(pool);
  delete pool;
  return returned(cudaSuccess);
}

cudaError_t cudaMemPoolTrimTo(cudaMemPool_t pool, size_t bytes_to_keep) {
  const Locked lock(runtime_mutex());
  if (!pool_exists(pool)) return returned(cudaErrorInvalidValue);
  const unsigned long long slabs = (pool->used + kSlab - 1) / kSlab * kSlab;
  pool->reserved =
      std::max<unsigned long long>(slabs, std::min<unsigned long long>(pool->reserved, bytes_to_keep));
  return returned(cudaSuccess);
}

cudaError_t cudaMemPoolSetAttribute(cudaMemPool_t pool, cudaMemPoolAttr attribute, void* value) {
  const Locked lock(runtime_mutex());
  if (!pool_exists(pool) || value == nullptr) return returned(cudaErrorInvalidValue);
  if (reuse_attribute(attribute)) {
    pool->reuse[attribute] = *static_cast<int*>(value);
    return returned(cudaSuccess);
  }
  unsigned long long* const counter = counter_of(*pool, attribute);
  const unsigned long long wanted = counter == nullptr ? 0 : *static_cast<unsigned long long*>(value);
  if (attribute == cudaMemPoolAttrReleaseThreshold)
    pool->threshold = wanted;
  else if (wanted != 0)
    return returned(cudaErrorInvalidValue);
  else if (attribute == cudaMemPoolAttrReservedMemHigh)
    pool->most_reserved = pool->reserved;
  else if (attribute == cudaMemPoolAttrUsedMemHigh)
    pool->most_used = pool->used;
  else
    return returned(cudaErrorInvalidValue);
  return returned(cudaSuccess);
}

cudaError_t cudaMemPoolGetAttribute(cudaMemPool_t pool, cudaMemPoolAttr attribute, void* value) {
  const Locked lock(runtime_mutex());
  if (!pool_exists(pool) || value == nullptr) return returned(cudaErrorInvalidValue);
  if (reuse_attribute(attribute)) {
    *static_cast<int*>(value) = pool->reuse[attribute];
    return returned(cudaSuccess);
  }
  const unsigned long long* const counter = counter_of(*pool, attribute);
  if (counter == nullptr) return returned(cudaErrorInvalidValue);
  *static_cast<unsigned long long*>(value) = *counter;
  return returned(cudaSuccess);
}

cudaError_t cudaMemPoolSetAccess(cudaMemPool_t pool, const cudaMemAccessDesc* list, size_t n) {
  const Locked lock(runtime_mutex());
  if (!pool_exists(pool) || (list == nullptr && n != 0)) return returned(cudaErrorInvalidValue);
  for (std::size_t i = 0; i < n; ++i) {
    if (list[i].location.type != cudaMemLocationTypeDevice || !device_exists(list[i].location.id))
      return returned(cudaErrorInvalidDevice);
    device(list[i].location.id).peer[pool->device] |= list[i].flags != cudaMemAccessFlagsProtNone;
  }
  return returned(cudaSuccess);
}

cudaError_t cudaMemPoolGetAccess(cudaMemAccessFlags* flags, cudaMemPool_t pool, cudaMemLocation* location) {
  const Locked lock(runtime_mutex());
  if (flags == nullptr || location == nullptr || !pool_exists(pool)) return returned(cudaErrorInvalidValue);
  if (location->type != cudaMemLocationTypeDevice || !device_exists(location->id))
    return returned(cudaErrorInvalidDevice);
  *flags =
      may_access(location->id, pool->device) ? cudaMemAccessFlagsProtReadWrite : cudaMemAccessFlagsProtNone;
  return returned(cudaSuccess);
}
}
