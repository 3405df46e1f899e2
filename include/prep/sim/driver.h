// A small part of CUDA's driver API (cuda.h), in terms of the runtime API: devices, the primary context,
// memory. Modules (PTX and cubin files) are refused.
#pragma once
#pragma GCC system_header
#include <prep/sim/cuda.h>

typedef int CUdevice;
typedef unsigned long long CUdeviceptr;
typedef struct prep_sim_context* CUcontext;
typedef struct prep_sim_module* CUmodule;
typedef struct prep_sim_function* CUfunction;
typedef cudaStream_t CUstream;
typedef cudaEvent_t CUevent;

enum CUresult {
  CUDA_SUCCESS = 0,
  CUDA_ERROR_INVALID_VALUE = 1,
  CUDA_ERROR_OUT_OF_MEMORY = 2,
  CUDA_ERROR_NOT_INITIALIZED = 3,
  CUDA_ERROR_DEINITIALIZED = 4,
  CUDA_ERROR_NO_DEVICE = 100,
  CUDA_ERROR_INVALID_DEVICE = 101,
  CUDA_ERROR_INVALID_CONTEXT = 201,
  CUDA_ERROR_NOT_FOUND = 500,
  CUDA_ERROR_NOT_READY = 600,
  CUDA_ERROR_ILLEGAL_ADDRESS = 700,
  CUDA_ERROR_LAUNCH_FAILED = 719,
  CUDA_ERROR_NOT_SUPPORTED = 801,
  CUDA_ERROR_UNKNOWN = 999
};
// The driver's attributes have the runtime's numbers.
typedef cudaDeviceAttr CUdevice_attribute;
#define CU_DEVICE_ATTRIBUTE_MAX_THREADS_PER_BLOCK cudaDevAttrMaxThreadsPerBlock
#define CU_DEVICE_ATTRIBUTE_WARP_SIZE cudaDevAttrWarpSize
#define CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT cudaDevAttrMultiProcessorCount
#define CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR cudaDevAttrComputeCapabilityMajor
#define CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR cudaDevAttrComputeCapabilityMinor
#define CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK cudaDevAttrMaxSharedMemoryPerBlock
#define CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN cudaDevAttrMaxSharedMemoryPerBlockOptin
#define CU_DEVICE_ATTRIBUTE_CLOCK_RATE cudaDevAttrClockRate
#define CU_DEVICE_ATTRIBUTE_MEMORY_CLOCK_RATE cudaDevAttrMemoryClockRate
#define CU_DEVICE_ATTRIBUTE_GLOBAL_MEMORY_BUS_WIDTH cudaDevAttrGlobalMemoryBusWidth
#define CU_DEVICE_ATTRIBUTE_L2_CACHE_SIZE cudaDevAttrL2CacheSize

namespace prep::sim {
inline CUresult result_of(cudaError_t error) { return static_cast<CUresult>(error); }
inline void* pointer_of(CUdeviceptr address) { return reinterpret_cast<void*>(address); }
}  // namespace prep::sim

inline CUresult cuInit(unsigned flags) { return flags == 0 ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE; }
inline CUresult cuDriverGetVersion(int* version) {
  return ::prep::sim::result_of(cudaDriverGetVersion(version));
}
inline CUresult cuDeviceGetCount(int* count) { return ::prep::sim::result_of(cudaGetDeviceCount(count)); }
inline CUresult cuDeviceGet(CUdevice* device, int ordinal) {
  int count = 0;
  cudaGetDeviceCount(&count);
  if (ordinal < 0 || ordinal >= count) return CUDA_ERROR_INVALID_DEVICE;
  *device = ordinal;
  return CUDA_SUCCESS;
}
inline CUresult cuDeviceGetName(char* name, int size, CUdevice device) {
  cudaDeviceProp properties;
  const cudaError_t error = cudaGetDeviceProperties(&properties, device);
  if (error == cudaSuccess && size > 0) snprintf(name, static_cast<size_t>(size), "%s", properties.name);
  return ::prep::sim::result_of(error);
}
inline CUresult cuDeviceTotalMem(size_t* bytes, CUdevice device) {
  cudaDeviceProp properties;
  const cudaError_t error = cudaGetDeviceProperties(&properties, device);
  if (error == cudaSuccess) *bytes = properties.totalGlobalMem;
  return ::prep::sim::result_of(error);
}
inline CUresult cuDeviceGetAttribute(int* value, CUdevice_attribute attribute, CUdevice device) {
  return ::prep::sim::result_of(cudaDeviceGetAttribute(value, attribute, device));
}
inline CUresult cuCtxCreate(CUcontext* context, unsigned, CUdevice device) {
  *context = nullptr;
  return ::prep::sim::result_of(cudaSetDevice(device));
}
inline CUresult cuDevicePrimaryCtxRetain(CUcontext* context, CUdevice device) {
  return cuCtxCreate(context, 0, device);
}
inline CUresult cuDevicePrimaryCtxRelease(CUdevice) { return CUDA_SUCCESS; }
inline CUresult cuCtxSetCurrent(CUcontext) { return CUDA_SUCCESS; }
inline CUresult cuCtxDestroy(CUcontext) { return CUDA_SUCCESS; }
inline CUresult cuCtxGetDevice(CUdevice* device) { return ::prep::sim::result_of(cudaGetDevice(device)); }
inline CUresult cuCtxSynchronize() { return ::prep::sim::result_of(cudaDeviceSynchronize()); }
inline CUresult cuMemGetInfo(size_t* free_bytes, size_t* total) {
  return ::prep::sim::result_of(cudaMemGetInfo(free_bytes, total));
}
inline CUresult cuMemAlloc(CUdeviceptr* address, size_t bytes) {
  void* pointer = nullptr;
  const cudaError_t error = bytes == 0 ? cudaErrorInvalidValue : cudaMalloc(&pointer, bytes);
  *address = reinterpret_cast<CUdeviceptr>(pointer);
  return ::prep::sim::result_of(error);
}
inline CUresult cuMemFree(CUdeviceptr address) {
  return ::prep::sim::result_of(cudaFree(::prep::sim::pointer_of(address)));
}
inline CUresult cuMemcpyHtoD(CUdeviceptr to, const void* from, size_t bytes) {
  return ::prep::sim::result_of(cudaMemcpy(::prep::sim::pointer_of(to), from, bytes, cudaMemcpyHostToDevice));
}
inline CUresult cuMemcpyDtoH(void* to, CUdeviceptr from, size_t bytes) {
  return ::prep::sim::result_of(cudaMemcpy(to, ::prep::sim::pointer_of(from), bytes, cudaMemcpyDeviceToHost));
}
inline CUresult cuMemcpyDtoD(CUdeviceptr to, CUdeviceptr from, size_t bytes) {
  return ::prep::sim::result_of(cudaMemcpy(::prep::sim::pointer_of(to), ::prep::sim::pointer_of(from), bytes,
                                           cudaMemcpyDeviceToDevice));
}
inline CUresult cuMemsetD8(CUdeviceptr to, unsigned char byte, size_t bytes) {
  return ::prep::sim::result_of(cudaMemset(::prep::sim::pointer_of(to), byte, bytes));
}
inline CUresult cuGetErrorString(CUresult error, const char** text) {
  *text = cudaGetErrorString(static_cast<cudaError_t>(error));
  return CUDA_SUCCESS;
}

#define PREP_SIM_NO_MODULES(name)                                                                         \
  template <class... Arguments>                                                                           \
  __attribute__((error("the sim has no modules of the driver API: launch kernels with <<<>>>"))) CUresult \
  name(Arguments...);
PREP_SIM_NO_MODULES(cuModuleLoad)
PREP_SIM_NO_MODULES(cuModuleLoadData)
PREP_SIM_NO_MODULES(cuModuleLoadDataEx)
PREP_SIM_NO_MODULES(cuModuleGetFunction)
PREP_SIM_NO_MODULES(cuLaunchKernel)
#undef PREP_SIM_NO_MODULES
