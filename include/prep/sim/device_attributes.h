// The simulated device: a GPU of compute capability 9.0 with 132 multiprocessors. PREP_SIM_DEVICE_FACTS
// lists what both cudaGetDeviceProperties and cudaDeviceGetAttribute tell: X(member, attribute, its number,
// value). PREP_SIM_DEVICE_MORE lists attributes that have no property of their own: X(attribute, number,
// value).
#pragma once
#pragma GCC system_header
#include <stddef.h>

#define PREP_SIM_MULTIPROCESSORS 132
#define PREP_SIM_DEVICE_FACTS(X)                                                            \
  X(maxThreadsPerBlock, MaxThreadsPerBlock, 1, 1024)                                        \
  X(warpSize, WarpSize, 10, 32)                                                             \
  X(regsPerBlock, MaxRegistersPerBlock, 12, 65536)                                          \
  X(clockRate, ClockRate, 13, 1980000)                                                      \
  X(multiProcessorCount, MultiProcessorCount, 16, PREP_SIM_MULTIPROCESSORS)                 \
  X(kernelExecTimeoutEnabled, KernelExecTimeout, 17, 0)                                     \
  X(integrated, Integrated, 18, 0)                                                          \
  X(canMapHostMemory, CanMapHostMemory, 19, 1)                                              \
  X(computeMode, ComputeMode, 20, 0)                                                        \
  X(concurrentKernels, ConcurrentKernels, 31, 1)                                            \
  X(ECCEnabled, EccEnabled, 32, 1)                                                          \
  X(pciBusID, PciBusId, 33, 1)                                                              \
  X(pciDeviceID, PciDeviceId, 34, 0)                                                        \
  X(tccDriver, TccDriver, 35, 0)                                                            \
  X(memoryClockRate, MemoryClockRate, 36, 3201000)                                          \
  X(memoryBusWidth, GlobalMemoryBusWidth, 37, 6144)                                         \
  X(l2CacheSize, L2CacheSize, 38, 52428800)                                                 \
  X(maxThreadsPerMultiProcessor, MaxThreadsPerMultiProcessor, 39, 2048)                     \
  X(asyncEngineCount, AsyncEngineCount, 40, 3)                                              \
  X(unifiedAddressing, UnifiedAddressing, 41, 1)                                            \
  X(pciDomainID, PciDomainId, 50, 0)                                                        \
  X(major, ComputeCapabilityMajor, 75, 9)                                                   \
  X(minor, ComputeCapabilityMinor, 76, 0)                                                   \
  X(streamPrioritiesSupported, StreamPrioritiesSupported, 78, 1)                            \
  X(globalL1CacheSupported, GlobalL1CacheSupported, 79, 1)                                  \
  X(localL1CacheSupported, LocalL1CacheSupported, 80, 1)                                    \
  X(sharedMemPerMultiprocessor, MaxSharedMemoryPerMultiprocessor, 81, 233472)               \
  X(regsPerMultiprocessor, MaxRegistersPerMultiprocessor, 82, 65536)                        \
  X(managedMemory, ManagedMemory, 83, 1)                                                    \
  X(isMultiGpuBoard, IsMultiGpuBoard, 84, 0)                                                \
  X(multiGpuBoardGroupID, MultiGpuBoardGroupID, 85, 0)                                      \
  X(hostNativeAtomicSupported, HostNativeAtomicSupported, 86, 0)                            \
  X(singleToDoublePrecisionPerfRatio, SingleToDoublePrecisionPerfRatio, 87, 2)              \
  X(pageableMemoryAccess, PageableMemoryAccess, 88, 0)                                      \
  X(concurrentManagedAccess, ConcurrentManagedAccess, 89, 1)                                \
  X(computePreemptionSupported, ComputePreemptionSupported, 90, 1)                          \
  X(canUseHostPointerForRegisteredMem, CanUseHostPointerForRegisteredMem, 91, 1)            \
  X(cooperativeLaunch, CooperativeLaunch, 95, 1)                                            \
  X(cooperativeMultiDeviceLaunch, CooperativeMultiDeviceLaunch, 96, 0)                      \
  X(sharedMemPerBlockOptin, MaxSharedMemoryPerBlockOptin, 97, 232448)                       \
  X(hostRegisterSupported, HostRegisterSupported, 99, 1)                                    \
  X(pageableMemoryAccessUsesHostPageTables, PageableMemoryAccessUsesHostPageTables, 100, 0) \
  X(directManagedMemAccessFromHost, DirectManagedMemAccessFromHost, 101, 0)                 \
  X(maxBlocksPerMultiProcessor, MaxBlocksPerMultiprocessor, 106, 32)                        \
  X(persistingL2CacheMaxSize, MaxPersistingL2CacheSize, 108, 32768000)                      \
  X(accessPolicyMaxWindowSize, MaxAccessPolicyWindowSize, 109, 134213632)                   \
  X(reservedSharedMemPerBlock, ReservedSharedMemoryPerBlock, 111, 1024)                     \
  X(sparseCudaArraySupported, SparseCudaArraySupported, 112, 0)                             \
  X(hostRegisterReadOnlySupported, HostRegisterReadOnlySupported, 113, 0)                   \
  X(timelineSemaphoreInteropSupported, TimelineSemaphoreInteropSupported, 114, 0)           \
  X(memoryPoolsSupported, MemoryPoolsSupported, 115, 1)                                     \
  X(gpuDirectRDMASupported, GPUDirectRDMASupported, 116, 0)                                 \
  X(gpuDirectRDMAFlushWritesOptions, GPUDirectRDMAFlushWritesOptions, 117, 0)               \
  X(gpuDirectRDMAWritesOrdering, GPUDirectRDMAWritesOrdering, 118, 0)                       \
  X(memoryPoolSupportedHandleTypes, MemoryPoolSupportedHandleTypes, 119, 0)                 \
  X(clusterLaunch, ClusterLaunch, 120, 1)                                                   \
  X(deferredMappingCudaArraySupported, DeferredMappingCudaArraySupported, 121, 0)           \
  X(ipcEventSupported, IpcEventSupport, 125, 0)                                             \
  X(deviceNumaConfig, NumaConfig, 130, 0)                                                   \
  X(deviceNumaId, NumaId, 131, -1)                                                          \
  X(mpsEnabled, MpsEnabled, 133, 0)                                                         \
  X(hostNumaId, HostNumaId, 134, 0)

#define PREP_SIM_DEVICE_MORE(X)        \
  X(MaxBlockDimX, 2, 1024)             \
  X(MaxBlockDimY, 3, 1024)             \
  X(MaxBlockDimZ, 4, 64)               \
  X(MaxGridDimX, 5, 2147483647)        \
  X(MaxGridDimY, 6, 65535)             \
  X(MaxGridDimZ, 7, 65535)             \
  X(MaxSharedMemoryPerBlock, 8, 49152) \
  X(TotalConstantMemory, 9, 65536)     \
  X(MaxPitch, 11, 2147483647)          \
  X(TextureAlignment, 14, 512)         \
  X(GpuOverlap, 15, 1)                 \
  X(MaxTexture1DWidth, 21, 131072)     \
  X(MaxTexture2DWidth, 22, 131072)     \
  X(MaxTexture2DHeight, 23, 65536)     \
  X(MaxTexture3DWidth, 24, 16384)      \
  X(MaxTexture3DHeight, 25, 16384)     \
  X(MaxTexture3DDepth, 26, 16384)      \
  X(SurfaceAlignment, 30, 512)         \
  X(TexturePitchAlignment, 51, 32)     \
  X(CanFlushRemoteWrites, 98, 0)       \
  X(MemSyncDomainCount, 126, 4)

#define PREP_SIM_ATTRIBUTE(member, attribute, number, value) cudaDevAttr##attribute = number,
#define PREP_SIM_MORE(attribute, number, value) cudaDevAttr##attribute = number,
enum cudaDeviceAttr {
  PREP_SIM_DEVICE_FACTS(PREP_SIM_ATTRIBUTE) PREP_SIM_DEVICE_MORE(PREP_SIM_MORE) cudaDevAttrMax = 148
};
#undef PREP_SIM_ATTRIBUTE
#undef PREP_SIM_MORE

typedef struct CUuuid_st {
  char bytes[16];
} CUuuid;
typedef CUuuid cudaUUID_t;

#define PREP_SIM_MEMBER(member, attribute, number, value) int member;
struct cudaDeviceProp {
  char name[256];
  cudaUUID_t uuid;
  char luid[8];
  unsigned luidDeviceNodeMask;
  size_t totalGlobalMem, sharedMemPerBlock, memPitch, totalConstMem, textureAlignment, texturePitchAlignment,
      surfaceAlignment;
  int maxThreadsDim[3], maxGridSize[3];
  PREP_SIM_DEVICE_FACTS(PREP_SIM_MEMBER)
  int deviceOverlap, unifiedFunctionPointers;
  int maxTexture1D, maxTexture1DMipmap, maxTexture1DLinear, maxTexture2D[2], maxTexture2DMipmap[2],
      maxTexture2DLinear[3], maxTexture2DGather[2], maxTexture3D[3], maxTexture3DAlt[3], maxTextureCubemap,
      maxTexture1DLayered[2], maxTexture2DLayered[3], maxTextureCubemapLayered[2];
  int maxSurface1D, maxSurface2D[2], maxSurface3D[3], maxSurface1DLayered[2], maxSurface2DLayered[3],
      maxSurfaceCubemap, maxSurfaceCubemapLayered[2];
};
#undef PREP_SIM_MEMBER

enum cudaComputeMode {
  cudaComputeModeDefault = 0,
  cudaComputeModeExclusive = 1,
  cudaComputeModeProhibited = 2,
  cudaComputeModeExclusiveProcess = 3
};
enum cudaDeviceP2PAttr {
  cudaDevP2PAttrPerformanceRank = 1,
  cudaDevP2PAttrAccessSupported = 2,
  cudaDevP2PAttrNativeAtomicSupported = 3,
  cudaDevP2PAttrCudaArrayAccessSupported = 4
};
