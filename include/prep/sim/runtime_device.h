// CUDA runtime API: the device, its properties and limits; function attributes, occupancy, launches by call.
#pragma once
#pragma GCC system_header
#include <prep/sim/abi.h>
#include <prep/sim/device_attributes.h>
#include <prep/sim/keywords.h>
#include <prep/sim/launch.h>

#include <utility>

enum cudaFuncAttribute {
  cudaFuncAttributeMaxDynamicSharedMemorySize = 8,
  cudaFuncAttributePreferredSharedMemoryCarveout = 9,
  cudaFuncAttributeNonPortableClusterSizeAllowed = 15
};
enum cudaSharedCarveout {
  cudaSharedmemCarveoutDefault = -1,
  cudaSharedmemCarveoutMaxL1 = 0,
  cudaSharedmemCarveoutMaxShared = 100
};
enum cudaFuncCache {
  cudaFuncCachePreferNone,
  cudaFuncCachePreferShared,
  cudaFuncCachePreferL1,
  cudaFuncCachePreferEqual
};
enum cudaSharedMemConfig {
  cudaSharedMemBankSizeDefault,
  cudaSharedMemBankSizeFourByte,
  cudaSharedMemBankSizeEightByte
};
enum cudaLimit {
  cudaLimitStackSize,
  cudaLimitPrintfFifoSize,
  cudaLimitMallocHeapSize,
  cudaLimitDevRuntimeSyncDepth,
  cudaLimitDevRuntimePendingLaunchCount,
  cudaLimitMaxL2FetchGranularity,
  cudaLimitPersistingL2CacheSize
};
enum {
  cudaDeviceScheduleAuto = 0,
  cudaDeviceScheduleSpin = 1,
  cudaDeviceScheduleYield = 2,
  cudaDeviceScheduleBlockingSync = 4,
  cudaDeviceMapHost = 8
};
struct cudaFuncAttributes {
  size_t sharedSizeBytes, constSizeBytes, localSizeBytes;
  int maxThreadsPerBlock, numRegs, ptxVersion, binaryVersion, cacheModeCA, maxDynamicSharedSizeBytes,
      preferredShmemCarveout;
};

extern "C" {
cudaError_t cudaGetDeviceCount(int* count);
cudaError_t cudaSetDevice(int device);
cudaError_t cudaGetDevice(int* device);
cudaError_t cudaSetDeviceFlags(unsigned flags);
cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device);
cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int device);
cudaError_t cudaDeviceSynchronize(void);
cudaError_t cudaDeviceReset(void);
cudaError_t cudaDeviceSetLimit(cudaLimit limit, size_t value);
cudaError_t cudaDeviceGetLimit(size_t* value, cudaLimit limit);
cudaError_t cudaDeviceSetCacheConfig(cudaFuncCache config);
cudaError_t cudaDeviceSetSharedMemConfig(cudaSharedMemConfig config);
cudaError_t cudaDeviceCanAccessPeer(int* can, int device, int peer);
cudaError_t cudaDeviceEnablePeerAccess(int peer, unsigned flags);
cudaError_t cudaDeviceDisablePeerAccess(int peer);
cudaError_t cudaRuntimeGetVersion(int* version);
cudaError_t cudaDriverGetVersion(int* version);
cudaError_t cudaProfilerStart(void);
cudaError_t cudaProfilerStop(void);

// Not CUDA names: the untyped ends of the templates below.
cudaError_t prep_function_set_attribute(const void* function, cudaFuncAttribute attribute, int value);
cudaError_t prep_function_get_attributes(cudaFuncAttributes* attributes, const void* function);
cudaError_t prep_occupancy_blocks(int* blocks, const void* function, int block_size, size_t dynamic_shared);
// 0 when the launch was queued, else the error, which cudaGetLastError gives as well.
cudaError_t prep_last_launch_error(void);
}

template <class F>
PREP_SIM_API cudaError_t cudaFuncSetAttribute(F* function, cudaFuncAttribute attribute, int value) {
  return prep_function_set_attribute(reinterpret_cast<const void*>(function), attribute, value);
}
template <class F>
PREP_SIM_API cudaError_t cudaFuncGetAttributes(cudaFuncAttributes* attributes, F* function) {
  return prep_function_get_attributes(attributes, reinterpret_cast<const void*>(function));
}
template <class F>
PREP_SIM_API cudaError_t cudaFuncSetCacheConfig(F*, cudaFuncCache) {
  return cudaSuccess;
}
template <class F>
PREP_SIM_API cudaError_t cudaFuncSetSharedMemConfig(F*, cudaSharedMemConfig) {
  return cudaSuccess;
}
template <class F>
PREP_SIM_API cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, F* function,
                                                                       int block_size,
                                                                       size_t dynamic_shared) {
  return prep_occupancy_blocks(blocks, reinterpret_cast<const void*>(function), block_size, dynamic_shared);
}
// The largest block that still fills a multiprocessor with threads, as CUDA's own search over multiples
// of 32.
template <class F, class Shared>
cudaError_t cudaOccupancyMaxPotentialBlockSizeVariableSMem(int* min_grid, int* block_size, F* function,
                                                           Shared shared_of, int block_limit = 0) {
  const int limit = block_limit > 0 && block_limit < 1024 ? block_limit : 1024;
  int best = 0;
  for (int size = (limit + 31) / 32 * 32; size > 0; size -= 32) {
    const int threads = size < limit ? size : limit;
    int blocks = 0;
    const cudaError_t error = cudaOccupancyMaxActiveBlocksPerMultiprocessor(
        &blocks, function, threads, static_cast<size_t>(shared_of(threads)));
    if (error != cudaSuccess) return error;
    if (blocks * threads > best) {
      best = blocks * threads;
      *block_size = threads;
      *min_grid = blocks * PREP_SIM_MULTIPROCESSORS;
    }
  }
  return cudaSuccess;
}
template <class F>
PREP_SIM_API cudaError_t cudaOccupancyMaxPotentialBlockSize(int* min_grid, int* block_size, F* function,
                                                            size_t dynamic_shared = 0, int block_limit = 0) {
  return cudaOccupancyMaxPotentialBlockSizeVariableSMem(
      min_grid, block_size, function, [dynamic_shared](int) { return dynamic_shared; }, block_limit);
}

namespace prep::sim {

// A launch whose arguments come as an array of pointers: they are copied now, as CUDA does.
template <class R, class... P>
void launch_values(const LaunchConfig& config, R (*function)(P...), P... values) {
  launch(config, "kernel", address_of(0, function), [=]() mutable { function(values...); });
}
template <class R, class... P, size_t... i>
cudaError_t launch_pointed(LaunchConfig config, int cooperative, R (*function)(P...),
                           [[maybe_unused]] void** arguments, std::index_sequence<i...>) {
  config.raw.cooperative = cooperative;
  launch_values(config, function, *static_cast<P*>(arguments[i])...);
  return prep_last_launch_error();
}

}  // namespace prep::sim

// The rewriter takes `(void*)` away from the first argument, so that the kernel keeps its type.
template <class R, class... P>
cudaError_t cudaLaunchKernel(R (*function)(P...), dim3 grid, dim3 block, void** arguments,
                             size_t shared_bytes = 0, cudaStream_t stream = nullptr, PREP_SIM_SITE) {
  return ::prep::sim::launch_pointed({grid, block, shared_bytes, stream, prep_file, prep_line}, 0, function,
                                     arguments, std::index_sequence_for<P...>{});
}
template <class R, class... P>
cudaError_t cudaLaunchCooperativeKernel(R (*function)(P...), dim3 grid, dim3 block, void** arguments,
                                        size_t shared_bytes = 0, cudaStream_t stream = nullptr,
                                        PREP_SIM_SITE) {
  return ::prep::sim::launch_pointed({grid, block, shared_bytes, stream, prep_file, prep_line}, 1, function,
                                     arguments, std::index_sequence_for<P...>{});
}
