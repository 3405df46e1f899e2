// The simulated devices and what they say of themselves.
#include <prep/sim/runtime_device.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "sim/runtime/allocation_table.h"
#include "sim/runtime/arena.h"
#include "sim/runtime/capture.h"
#include "sim/runtime/devices.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/events.h"
#include "sim/runtime/functions.h"
#include "sim/runtime/lock.h"
#include "sim/runtime/queue.h"

using namespace prep::sim;

namespace {

constexpr int kVersion = 13000;

std::size_t* limit_of(Device& d, cudaLimit limit) {
  switch (limit) {
    case cudaLimitStackSize:
      return &d.stack_limit;
    case cudaLimitPrintfFifoSize:
      return &d.printf_limit;
    case cudaLimitMallocHeapSize:
      return &d.heap_limit;
    case cudaLimitMaxL2FetchGranularity:
      return &d.l2_granularity;
    case cudaLimitPersistingL2CacheSize:
      return &d.persisting_l2;
    default:
      return nullptr;
  }
}

// Both links of a pair are the same: every device sees every other.
bool peers(int a, int b) { return device_exists(a) && device_exists(b); }

int bus_of(int device) { return 0x18 + device; }

template <std::size_t n>
void set(int (&member)[n], std::initializer_list<int> values) {
  std::copy(values.begin(), values.end(), member);
}

void set_texture_sizes(cudaDeviceProp& p) {
  p.maxTexture1D = 131072;
  p.maxTexture1DMipmap = 32768;
  p.maxTexture1DLinear = 268435456;
  set(p.maxTexture2D, {131072, 65536});
  set(p.maxTexture2DMipmap, {32768, 32768});
  set(p.maxTexture2DLinear, {131072, 65000, 2097120});
  set(p.maxTexture2DGather, {32768, 32768});
  set(p.maxTexture3D, {16384, 16384, 16384});
  set(p.maxTexture3DAlt, {8192, 8192, 32768});
  p.maxTextureCubemap = 32768;
  set(p.maxTexture1DLayered, {32768, 2048});
  set(p.maxTexture2DLayered, {32768, 32768, 2048});
  set(p.maxTextureCubemapLayered, {32768, 2046});
  p.maxSurface1D = 32768;
  set(p.maxSurface2D, {131072, 65536});
  set(p.maxSurface3D, {16384, 16384, 16384});
  set(p.maxSurface1DLayered, {32768, 2048});
  set(p.maxSurface2DLayered, {32768, 32768, 2048});
  p.maxSurfaceCubemap = 32768;
  set(p.maxSurfaceCubemapLayered, {32768, 2046});
}

}  // namespace

extern "C" {

cudaError_t cudaGetDeviceCount(int* count) {
  if (count == nullptr) return answered(cudaErrorInvalidValue);
  *count = device_count();
  return answered(cudaSuccess);
}

cudaError_t cudaSetDevice(int number) {
  if (!device_exists(number)) return answered(cudaErrorInvalidDevice);
  set_current_device(number);
  return answered(sticky());
}

cudaError_t cudaGetDevice(int* number) {
  if (number == nullptr) return answered(cudaErrorInvalidValue);
  *number = current_device();
  return answered(cudaSuccess);
}

cudaError_t cudaInitDevice(int number, unsigned, unsigned) {
  return answered(device_exists(number) ? cudaSuccess : cudaErrorInvalidDevice);
}

cudaError_t cudaSetValidDevices(int* devices, int count) {
  if (count < 0 || count > device_count()) return answered(cudaErrorInvalidValue);
  for (int i = 0; i < count; ++i)
    if (!device_exists(devices[i])) return answered(cudaErrorInvalidDevice);
  return answered(cudaSuccess);
}

cudaError_t cudaSetDeviceFlags(unsigned flags) {
  const Locked lock(runtime_mutex());
  const unsigned way = flags & cudaDeviceScheduleMask;
  if ((flags & ~static_cast<unsigned>(cudaDeviceMask)) != 0 || way == 3 || way > 4)
    return returned(cudaErrorInvalidValue);
  device(current_device()).flags = flags;
  return returned(cudaSuccess);
}

cudaError_t cudaGetDeviceFlags(unsigned* flags) {
  const Locked lock(runtime_mutex());
  if (flags == nullptr) return returned(cudaErrorInvalidValue);
  *flags = device(current_device()).flags | cudaDeviceMapHost;
  return returned(cudaSuccess);
}

cudaError_t cudaChooseDevice(int* number, const cudaDeviceProp* wanted) {
  if (number == nullptr || wanted == nullptr) return answered(cudaErrorInvalidValue);
  *number = 0;
  return answered(cudaSuccess);
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* p, int number) {
  if (p == nullptr) return answered(cudaErrorInvalidValue);
  if (!device_exists(number)) return answered(cudaErrorInvalidDevice);
  *p = {};
  std::strncpy(p->name, "prep sim (compute capability 9.0 on the CPU)", sizeof p->name - 1);
  for (int i = 0; i < 16; ++i)
    p->uuid.bytes[i] = static_cast<char>(i == 15 ? number + 1 : "prep sim device"[i]);
  p->totalGlobalMem = device_memory_total();
  p->sharedMemPerBlock = kSharedDefault;
  p->memPitch = 2147483647;
  p->totalConstMem = 65536;
  p->textureAlignment = p->surfaceAlignment = 512;
  p->texturePitchAlignment = 32;
  set(p->maxThreadsDim, {1024, 1024, 64});
  set(p->maxGridSize, {2147483647, 65535, 65535});
  p->deviceOverlap = 1;
#define PREP_SIM_SET(member, attribute, attribute_number, value) p->member = value;
  PREP_SIM_DEVICE_FACTS(PREP_SIM_SET)
#undef PREP_SIM_SET
  p->pciBusID = bus_of(number);
  set_texture_sizes(*p);
  return answered(cudaSuccess);
}

cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int number) {
  if (value == nullptr) return answered(cudaErrorInvalidValue);
  if (!device_exists(number)) return answered(cudaErrorInvalidDevice);
  switch (attribute) {
#define PREP_SIM_TELL(member, name, attribute_number, fact) \
  case cudaDevAttr##name:                                   \
    *value = fact;                                          \
    break;
#define PREP_SIM_TELL_MORE(name, attribute_number, fact) \
  case cudaDevAttr##name:                                \
    *value = fact;                                       \
    break;
    PREP_SIM_DEVICE_FACTS(PREP_SIM_TELL)
    PREP_SIM_DEVICE_MORE(PREP_SIM_TELL_MORE)
#undef PREP_SIM_TELL
#undef PREP_SIM_TELL_MORE
    default:
      return answered(cudaErrorInvalidValue);
  }
  if (attribute == cudaDevAttrPciBusId) *value = bus_of(number);
  return answered(cudaSuccess);
}

cudaError_t cudaDeviceGetP2PAttribute(int* value, cudaDeviceP2PAttr attribute, int from, int to) {
  if (value == nullptr || attribute < cudaDevP2PAttrPerformanceRank ||
      attribute > cudaDevP2PAttrCudaArrayAccessSupported)
    return answered(cudaErrorInvalidValue);
  if (!peers(from, to) || from == to) return answered(cudaErrorInvalidDevice);
  *value = attribute == cudaDevP2PAttrPerformanceRank ? 0 : 1;
  return answered(cudaSuccess);
}

cudaError_t cudaDeviceGetPCIBusId(char* text, int size, int number) {
  if (text == nullptr || size < 13) return answered(cudaErrorInvalidValue);
  if (!device_exists(number)) return answered(cudaErrorInvalidDevice);
  std::snprintf(text, static_cast<std::size_t>(size), "0000:%02X:00.0",
                static_cast<unsigned>(bus_of(number)));
  return answered(cudaSuccess);
}

cudaError_t cudaDeviceGetByPCIBusId(int* number, const char* text) {
  if (number == nullptr || text == nullptr) return answered(cudaErrorInvalidValue);
  unsigned domain = 0, bus = 0;
  if (std::sscanf(text, "%x:%x", &domain, &bus) != 2) return answered(cudaErrorInvalidValue);
  for (int d = 0; d < device_count(); ++d) {
    if (bus_of(d) != static_cast<int>(bus)) continue;
    *number = d;
    return answered(cudaSuccess);
  }
  return answered(cudaErrorInvalidDevice);
}

cudaError_t cudaDeviceReset(void) {
  const Locked lock(runtime_mutex());
  run_device();
  for (const Allocation& a : all_allocations())
    if (!a.freed && from_arena(a) && a.device == current_device()) arena_release(a);
  destroy_streams_of_current_device();
  destroy_events_of_current_device();
  Device fresh;
  fresh.default_pool = device(current_device()).default_pool;
  device(current_device()) = fresh;
  clear_errors();
  return cudaSuccess;
}

cudaError_t cudaDeviceSetLimit(cudaLimit limit, size_t value) {
  const Locked lock(runtime_mutex());
  std::size_t* const known = limit_of(device(current_device()), limit);
  if (known == nullptr) return returned(cudaErrorUnsupportedLimit);
  *known = limit == cudaLimitPersistingL2CacheSize ? std::min<std::size_t>(value, 32768000) : value;
  return returned(cudaSuccess);
}

cudaError_t cudaDeviceGetLimit(size_t* value, cudaLimit limit) {
  const Locked lock(runtime_mutex());
  if (value == nullptr) return returned(cudaErrorInvalidValue);
  const std::size_t* const known = limit_of(device(current_device()), limit);
  if (known == nullptr) return returned(cudaErrorUnsupportedLimit);
  *value = *known;
  return returned(cudaSuccess);
}

cudaError_t cudaDeviceSetCacheConfig(cudaFuncCache config) {
  const Locked lock(runtime_mutex());
  device(current_device()).cache = config;
  return returned(cudaSuccess);
}

cudaError_t cudaDeviceGetCacheConfig(cudaFuncCache* config) {
  const Locked lock(runtime_mutex());
  if (config == nullptr) return returned(cudaErrorInvalidValue);
  *config = device(current_device()).cache;
  return returned(cudaSuccess);
}

// Compute capability 9.0 has banks of four bytes, whatever is asked for.
cudaError_t cudaDeviceSetSharedMemConfig(cudaSharedMemConfig) { return returned(cudaSuccess); }

cudaError_t cudaDeviceGetSharedMemConfig(cudaSharedMemConfig* config) {
  if (config == nullptr) return returned(cudaErrorInvalidValue);
  *config = cudaSharedMemBankSizeFourByte;
  return returned(cudaSuccess);
}

cudaError_t cudaDeviceCanAccessPeer(int* can, int number, int peer) {
  if (can == nullptr) return answered(cudaErrorInvalidValue);
  if (!peers(number, peer)) return answered(cudaErrorInvalidDevice);
  *can = number != peer;
  return answered(cudaSuccess);
}

cudaError_t cudaDeviceEnablePeerAccess(int peer, unsigned flags) {
  const Locked lock(runtime_mutex());
  if (flags != 0) return returned(cudaErrorInvalidValue);
  if (!device_exists(peer) || peer == current_device()) return returned(cudaErrorInvalidDevice);
  bool& enabled = device(current_device()).peer[peer];
  if (enabled) return returned(cudaErrorPeerAccessAlreadyEnabled);
  enabled = true;
  return returned(cudaSuccess);
}

cudaError_t cudaDeviceDisablePeerAccess(int peer) {
  const Locked lock(runtime_mutex());
  if (!device_exists(peer)) return returned(cudaErrorInvalidDevice);
  bool& enabled = device(current_device()).peer[peer];
  if (!enabled) return returned(cudaErrorPeerAccessNotEnabled);
  run_everything();
  enabled = false;
  return returned(cudaSuccess);
}

cudaError_t cudaRuntimeGetVersion(int* version) {
  if (version == nullptr) return answered(cudaErrorInvalidValue);
  *version = kVersion;
  return answered(cudaSuccess);
}

cudaError_t cudaDriverGetVersion(int* version) { return cudaRuntimeGetVersion(version); }
cudaError_t cudaProfilerStart(void) { return returned(cudaSuccess); }
cudaError_t cudaProfilerStop(void) { return returned(cudaSuccess); }
}
