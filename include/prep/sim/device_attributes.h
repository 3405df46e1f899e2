// The simulated device: one GPU of compute capability 9.0 with 132 multiprocessors. PREP_SIM_DEVICE_FACTS
// lists what both cudaGetDeviceProperties and cudaDeviceGetAttribute tell: X(member, attribute, its number,
// value).
#pragma once
#pragma GCC system_header
#include <stddef.h>

#define PREP_SIM_MULTIPROCESSORS 132
#define PREP_SIM_DEVICE_FACTS(X)                                                 \
  X(maxThreadsPerBlock, MaxThreadsPerBlock, 1, 1024)                             \
  X(warpSize, WarpSize, 10, 32)                                                  \
  X(regsPerBlock, MaxRegistersPerBlock, 12, 65536)                               \
  X(clockRate, ClockRate, 13, 1980000)                                           \
  X(multiProcessorCount, MultiProcessorCount, 16, PREP_SIM_MULTIPROCESSORS)      \
  X(kernelExecTimeoutEnabled, KernelExecTimeout, 17, 0)                          \
  X(integrated, Integrated, 18, 0)                                               \
  X(canMapHostMemory, CanMapHostMemory, 19, 1)                                   \
  X(computeMode, ComputeMode, 20, 0)                                             \
  X(concurrentKernels, ConcurrentKernels, 31, 1)                                 \
  X(ECCEnabled, EccEnabled, 32, 0)                                               \
  X(pciBusID, PciBusId, 33, 1)                                                   \
  X(pciDeviceID, PciDeviceId, 34, 0)                                             \
  X(tccDriver, TccDriver, 35, 0)                                                 \
  X(memoryClockRate, MemoryClockRate, 36, 3201000)                               \
  X(memoryBusWidth, GlobalMemoryBusWidth, 37, 6144)                              \
  X(l2CacheSize, L2CacheSize, 38, 52428800)                                      \
  X(maxThreadsPerMultiProcessor, MaxThreadsPerMultiProcessor, 39, 2048)          \
  X(asyncEngineCount, AsyncEngineCount, 40, 3)                                   \
  X(unifiedAddressing, UnifiedAddressing, 41, 1)                                 \
  X(pciDomainID, PciDomainId, 50, 0)                                             \
  X(major, ComputeCapabilityMajor, 75, 9)                                        \
  X(minor, ComputeCapabilityMinor, 76, 0)                                        \
  X(streamPrioritiesSupported, StreamPrioritiesSupported, 78, 1)                 \
  X(globalL1CacheSupported, GlobalL1CacheSupported, 79, 1)                       \
  X(localL1CacheSupported, LocalL1CacheSupported, 80, 1)                         \
  X(sharedMemPerMultiprocessor, MaxSharedMemoryPerMultiprocessor, 81, 233472)    \
  X(regsPerMultiprocessor, MaxRegistersPerMultiprocessor, 82, 65536)             \
  X(managedMemory, ManagedMemory, 83, 1)                                         \
  X(isMultiGpuBoard, IsMultiGpuBoard, 84, 0)                                     \
  X(multiGpuBoardGroupID, MultiGpuBoardGroupID, 85, 0)                           \
  X(hostNativeAtomicSupported, HostNativeAtomicSupported, 86, 0)                 \
  X(singleToDoublePrecisionPerfRatio, SingleToDoublePrecisionPerfRatio, 87, 2)   \
  X(pageableMemoryAccess, PageableMemoryAccess, 88, 0)                           \
  X(concurrentManagedAccess, ConcurrentManagedAccess, 89, 1)                     \
  X(computePreemptionSupported, ComputePreemptionSupported, 90, 1)               \
  X(canUseHostPointerForRegisteredMem, CanUseHostPointerForRegisteredMem, 91, 1) \
  X(cooperativeLaunch, CooperativeLaunch, 95, 1)                                 \
  X(sharedMemPerBlockOptin, MaxSharedMemoryPerBlockOptin, 97, 232448)            \
  X(maxBlocksPerMultiProcessor, MaxBlocksPerMultiprocessor, 106, 32)             \
  X(persistingL2CacheMaxSize, MaxPersistingL2CacheSize, 108, 32768000)           \
  X(reservedSharedMemPerBlock, ReservedSharedMemoryPerBlock, 111, 1024)          \
  X(memoryPoolsSupported, MemoryPoolsSupported, 115, 1)                          \
  X(clusterLaunch, ClusterLaunch, 120, 1)

#define PREP_SIM_ATTRIBUTE(member, attribute, number, value) cudaDevAttr##attribute = number,
enum cudaDeviceAttr {
  PREP_SIM_DEVICE_FACTS(PREP_SIM_ATTRIBUTE) cudaDevAttrMaxBlockDimX = 2,
  cudaDevAttrMaxBlockDimY = 3,
  cudaDevAttrMaxBlockDimZ = 4,
  cudaDevAttrMaxGridDimX = 5,
  cudaDevAttrMaxGridDimY = 6,
  cudaDevAttrMaxGridDimZ = 7,
  cudaDevAttrMaxSharedMemoryPerBlock = 8,
  cudaDevAttrTotalConstantMemory = 9,
  cudaDevAttrMaxPitch = 11
};
#undef PREP_SIM_ATTRIBUTE

#define PREP_SIM_MEMBER(member, attribute, number, value) int member;
struct cudaDeviceProp {
  char name[256];
  size_t totalGlobalMem, sharedMemPerBlock, memPitch, totalConstMem, textureAlignment, surfaceAlignment;
  int maxThreadsDim[3], maxGridSize[3];
  PREP_SIM_DEVICE_FACTS(PREP_SIM_MEMBER)
  int deviceOverlap, accessPolicyMaxWindowSize;
};
#undef PREP_SIM_MEMBER
