// The simulated device and what it says of itself.
#include <prep/sim/runtime_device.h>

#include <cstring>

#include "sim/runtime/allocation_table.h"
#include "sim/runtime/arena.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/functions.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/queue.h"

using namespace prep::sim;

namespace {
std::size_t stack_limit = 1024, printf_limit = std::size_t{1} << 20, heap_limit = std::size_t{8} << 20;

std::size_t* limit_of(cudaLimit limit) {
  if (limit == cudaLimitStackSize) return &stack_limit;
  if (limit == cudaLimitPrintfFifoSize) return &printf_limit;
  if (limit == cudaLimitMallocHeapSize) return &heap_limit;
  return nullptr;
}
}  // namespace

extern "C" {

cudaError_t cudaGetDeviceCount(int* count) {
  if (count == nullptr) return returned(cudaErrorInvalidValue);
  *count = 1;
  return returned(cudaSuccess);
}

cudaError_t cudaSetDevice(int device) { return returned(device == 0 ? cudaSuccess : cudaErrorInvalidDevice); }

cudaError_t cudaGetDevice(int* device) {
  if (device == nullptr) return returned(cudaErrorInvalidValue);
  *device = 0;
  return returned(cudaSuccess);
}

cudaError_t cudaSetDeviceFlags(unsigned) { return returned(cudaSuccess); }

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* p, int device) {
  if (p == nullptr) return returned(cudaErrorInvalidValue);
  if (device != 0) return returned(cudaErrorInvalidDevice);
  *p = {};
  std::strncpy(p->name, "prep sim (compute capability 9.0 on the CPU)", sizeof p->name - 1);
  p->totalGlobalMem = device_memory_total();
  p->sharedMemPerBlock = kSharedDefault;
  p->memPitch = 2147483647;
  p->totalConstMem = 65536;
  p->textureAlignment = p->surfaceAlignment = 512;
  p->maxThreadsDim[0] = p->maxThreadsDim[1] = 1024;
  p->maxThreadsDim[2] = 64;
  p->maxGridSize[0] = 2147483647;
  p->maxGridSize[1] = p->maxGridSize[2] = 65535;
  p->deviceOverlap = 1;
  p->accessPolicyMaxWindowSize = 134217728;
#define PREP_SIM_SET(member, attribute, number, value) p->member = value;
  PREP_SIM_DEVICE_FACTS(PREP_SIM_SET)
#undef PREP_SIM_SET
  return returned(cudaSuccess);
}

cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int device) {
  if (value == nullptr) return returned(cudaErrorInvalidValue);
  if (device != 0) return returned(cudaErrorInvalidDevice);
  switch (attribute) {
#define PREP_SIM_TELL(member, name, number, fact) \
  case cudaDevAttr##name:                         \
    *value = fact;                                \
    return returned(cudaSuccess);
    PREP_SIM_DEVICE_FACTS(PREP_SIM_TELL)
#undef PREP_SIM_TELL
    case cudaDevAttrMaxBlockDimX:
    case cudaDevAttrMaxBlockDimY:
      *value = 1024;
      return returned(cudaSuccess);
    case cudaDevAttrMaxBlockDimZ:
      *value = 64;
      return returned(cudaSuccess);
    case cudaDevAttrMaxGridDimX:
    case cudaDevAttrMaxPitch:
      *value = 2147483647;
      return returned(cudaSuccess);
    case cudaDevAttrMaxGridDimY:
    case cudaDevAttrMaxGridDimZ:
      *value = 65535;
      return returned(cudaSuccess);
    case cudaDevAttrMaxSharedMemoryPerBlock:
      *value = 49152;
      return returned(cudaSuccess);
    case cudaDevAttrTotalConstantMemory:
      *value = 65536;
      return returned(cudaSuccess);
  }
  return returned(cudaErrorInvalidValue);
}

cudaError_t cudaDeviceReset(void) {
  const Locked lock(runtime_mutex());
  run_everything();
  for (const Allocation& a : all_allocations())
    if (!a.freed && a.zone_begin != a.base && a.space != Space::pinned) arena_release(a);
  clear_errors();
  return cudaSuccess;
}

cudaError_t cudaDeviceSetLimit(cudaLimit limit, size_t value) {
  if (std::size_t* const known = limit_of(limit)) *known = value;
  return returned(limit_of(limit) != nullptr ? cudaSuccess : cudaErrorNotSupported);
}

cudaError_t cudaDeviceGetLimit(size_t* value, cudaLimit limit) {
  if (value == nullptr || limit_of(limit) == nullptr) return returned(cudaErrorInvalidValue);
  *value = *limit_of(limit);
  return returned(cudaSuccess);
}

cudaError_t cudaDeviceSetCacheConfig(cudaFuncCache) { return returned(cudaSuccess); }
cudaError_t cudaDeviceSetSharedMemConfig(cudaSharedMemConfig) { return returned(cudaSuccess); }

cudaError_t cudaDeviceCanAccessPeer(int* can, int device, int peer) {
  if (can == nullptr) return returned(cudaErrorInvalidValue);
  *can = 0;
  return returned(device == 0 && peer == 0 ? cudaSuccess : cudaErrorInvalidDevice);
}

cudaError_t cudaDeviceEnablePeerAccess(int, unsigned) { return returned(cudaErrorInvalidDevice); }
cudaError_t cudaDeviceDisablePeerAccess(int) { return returned(cudaErrorInvalidDevice); }

cudaError_t cudaRuntimeGetVersion(int* version) {
  if (version == nullptr) return returned(cudaErrorInvalidValue);
  *version = 13000;
  return returned(cudaSuccess);
}

cudaError_t cudaDriverGetVersion(int* version) { return cudaRuntimeGetVersion(version); }
cudaError_t cudaProfilerStart(void) { return returned(cudaSuccess); }
cudaError_t cudaProfilerStop(void) { return returned(cudaSuccess); }
}
