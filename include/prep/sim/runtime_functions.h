// CUDA runtime API: what is known of a kernel, and occupancy.
#pragma once
#pragma GCC system_header
#include <prep/sim/launch_attributes.h>
#include <prep/sim/runtime_device.h>

enum cudaFuncAttribute {
  cudaFuncAttributeMaxDynamicSharedMemorySize = 8,
  cudaFuncAttributePreferredSharedMemoryCarveout = 9,
  cudaFuncAttributeClusterDimMustBeSet = 10,
  cudaFuncAttributeRequiredClusterWidth = 11,
  cudaFuncAttributeRequiredClusterHeight = 12,
  cudaFuncAttributeRequiredClusterDepth = 13,
  cudaFuncAttributeNonPortableClusterSizeAllowed = 14,
  cudaFuncAttributeClusterSchedulingPolicyPreference = 15,
  cudaFuncAttributeMax
};
enum cudaSharedCarveout {
  cudaSharedmemCarveoutDefault = -1,
  cudaSharedmemCarveoutMaxL1 = 0,
  cudaSharedmemCarveoutMaxShared = 100
};
enum { cudaOccupancyDefault = 0, cudaOccupancyDisableCachingOverride = 1 };
struct cudaFuncAttributes {
  size_t sharedSizeBytes, constSizeBytes, localSizeBytes;
  int maxThreadsPerBlock, numRegs, ptxVersion, binaryVersion, cacheModeCA, maxDynamicSharedSizeBytes,
      preferredShmemCarveout, clusterDimMustBeSet, requiredClusterWidth, requiredClusterHeight,
      requiredClusterDepth, clusterSchedulingPolicyPreference, nonPortableClusterSizeAllowed;
};

extern "C" {
// Not CUDA names: the untyped ends of the functions below.
cudaError_t prep_function_set_attribute(const void* function, cudaFuncAttribute attribute, int value);
cudaError_t prep_function_get_attributes(cudaFuncAttributes* attributes, const void* function);
cudaError_t prep_function_name(const char** name, const void* function);
cudaError_t prep_occupancy_blocks(int* blocks, const void* function, int block_size, size_t dynamic_shared);
cudaError_t prep_occupancy_shared(size_t* bytes, const void* function, int blocks, int block_size);
cudaError_t prep_occupancy_clusters(int* clusters, const void* function, const cudaLaunchConfig_t* config);
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
PREP_SIM_API cudaError_t cudaFuncGetName(const char** name, F* function) {
  return prep_function_name(name, reinterpret_cast<const void*>(function));
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
template <class F>
PREP_SIM_API cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* blocks, F* function,
                                                                                int block_size,
                                                                                size_t dynamic_shared,
                                                                                unsigned flags) {
  if (flags > cudaOccupancyDisableCachingOverride) return cudaErrorInvalidValue;
  return prep_occupancy_blocks(blocks, reinterpret_cast<const void*>(function), block_size, dynamic_shared);
}
template <class F>
PREP_SIM_API cudaError_t cudaOccupancyAvailableDynamicSMemPerBlock(size_t* bytes, F* function, int blocks,
                                                                   int block_size) {
  return prep_occupancy_shared(bytes, reinterpret_cast<const void*>(function), blocks, block_size);
}
template <class F>
PREP_SIM_API cudaError_t cudaOccupancyMaxActiveClusters(int* clusters, F* function,
                                                        const cudaLaunchConfig_t* config) {
  return prep_occupancy_clusters(clusters, reinterpret_cast<const void*>(function), config);
}
template <class F>
PREP_SIM_API cudaError_t cudaOccupancyMaxPotentialClusterSize(int* size, F*, const cudaLaunchConfig_t*) {
  *size = 8;
  return cudaSuccess;
}
// The largest block that still fills a multiprocessor with threads, as CUDA's own search over multiples
// of 32.
template <class F, class Shared>
cudaError_t cudaOccupancyMaxPotentialBlockSizeVariableSMem(int* min_grid, int* block_size, F* function,
                                                           Shared shared_of, int block_limit = 0) {
  if (min_grid == nullptr || block_size == nullptr) return cudaErrorInvalidValue;
  cudaFuncAttributes attributes;
  const cudaError_t known = cudaFuncGetAttributes(&attributes, function);
  if (known != cudaSuccess) return known;
  int limit = attributes.maxThreadsPerBlock;
  if (block_limit > 0 && block_limit < limit) limit = block_limit;
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
template <class F, class Shared>
cudaError_t cudaOccupancyMaxPotentialBlockSizeVariableSMemWithFlags(int* min_grid, int* block_size,
                                                                    F* function, Shared shared_of,
                                                                    int block_limit = 0, unsigned = 0) {
  return cudaOccupancyMaxPotentialBlockSizeVariableSMem(min_grid, block_size, function, shared_of,
                                                        block_limit);
}
template <class F>
PREP_SIM_API cudaError_t cudaOccupancyMaxPotentialBlockSize(int* min_grid, int* block_size, F* function,
                                                            size_t dynamic_shared = 0, int block_limit = 0) {
  return cudaOccupancyMaxPotentialBlockSizeVariableSMem(
      min_grid, block_size, function, [dynamic_shared](int) { return dynamic_shared; }, block_limit);
}
template <class F>
PREP_SIM_API cudaError_t cudaOccupancyMaxPotentialBlockSizeWithFlags(int* min_grid, int* block_size,
                                                                     F* function, size_t dynamic_shared = 0,
                                                                     int block_limit = 0, unsigned = 0) {
  return cudaOccupancyMaxPotentialBlockSize(min_grid, block_size, function, dynamic_shared, block_limit);
}
