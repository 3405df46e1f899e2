// CUDA runtime API that the sim does not have: each call is an error of the build that says why.
#pragma once
#pragma GCC system_header
#include <prep/sim/runtime_types.h>

enum cudaChannelFormatKind {
  cudaChannelFormatKindSigned = 0,
  cudaChannelFormatKindUnsigned = 1,
  cudaChannelFormatKindFloat = 2,
  cudaChannelFormatKindNone = 3
};
struct cudaChannelFormatDesc {
  int x, y, z, w;
  cudaChannelFormatKind f;
};
struct cudaIpcMemHandle_t {
  char reserved[64];
};
struct cudaIpcEventHandle_t {
  char reserved[64];
};

#define PREP_SIM_REFUSED(name, why) \
  template <class... Arguments>     \
  __attribute__((error(why))) cudaError_t name(Arguments...);
#define PREP_SIM_NO_ARRAYS(name) \
  PREP_SIM_REFUSED(name,         \
                   "the sim has no CUDA arrays, textures and surfaces: use cudaMallocPitch or cudaMalloc")
#define PREP_SIM_NO_IPC(name) \
  PREP_SIM_REFUSED(name, "the sim is one process: memory and events cannot be shared with another one")

PREP_SIM_NO_ARRAYS(cudaMallocArray)
PREP_SIM_NO_ARRAYS(cudaMalloc3DArray)
PREP_SIM_NO_ARRAYS(cudaMallocMipmappedArray)
PREP_SIM_NO_ARRAYS(cudaFreeArray)
PREP_SIM_NO_ARRAYS(cudaMemcpyToArray)
PREP_SIM_NO_ARRAYS(cudaMemcpyFromArray)
PREP_SIM_NO_ARRAYS(cudaMemcpy2DToArray)
PREP_SIM_NO_ARRAYS(cudaMemcpy2DToArrayAsync)
PREP_SIM_NO_ARRAYS(cudaMemcpy2DFromArray)
PREP_SIM_NO_ARRAYS(cudaMemcpy2DFromArrayAsync)
PREP_SIM_NO_ARRAYS(cudaArrayGetInfo)
PREP_SIM_NO_ARRAYS(cudaBindTexture)
PREP_SIM_NO_ARRAYS(cudaBindTexture2D)
PREP_SIM_NO_ARRAYS(cudaBindTextureToArray)
PREP_SIM_NO_ARRAYS(cudaUnbindTexture)
PREP_SIM_NO_ARRAYS(cudaCreateTextureObject)
PREP_SIM_NO_ARRAYS(cudaDestroyTextureObject)
PREP_SIM_NO_ARRAYS(cudaCreateSurfaceObject)
PREP_SIM_NO_ARRAYS(cudaDestroySurfaceObject)
PREP_SIM_NO_IPC(cudaIpcGetMemHandle)
PREP_SIM_NO_IPC(cudaIpcOpenMemHandle)
PREP_SIM_NO_IPC(cudaIpcCloseMemHandle)
PREP_SIM_NO_IPC(cudaIpcGetEventHandle)
PREP_SIM_NO_IPC(cudaIpcOpenEventHandle)
PREP_SIM_REFUSED(
    cudaLaunchCooperativeKernelMultiDevice,
    "CUDA 13 has no launch over several devices: launch on each device and use streams and events")
#undef PREP_SIM_NO_ARRAYS
#undef PREP_SIM_NO_IPC
#undef PREP_SIM_REFUSED

template <class... T, class... Arguments>
__attribute__((error("the sim has no CUDA arrays, textures and surfaces: use cudaMallocPitch or cudaMalloc")))
cudaChannelFormatDesc
cudaCreateChannelDesc(Arguments...);
