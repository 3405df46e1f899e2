// The dialect as clang's own CUDA front end reads it (clang++ -x cuda --cuda-host-only -fsyntax-only -include
// prep/sim/lint.h): host and device calls, kernel types and launches are checked as nvcc checks them. Nothing
// is built from it.
#pragma once
#pragma GCC system_header
#define PREP_SIM_LINT 1
#define __host__ __attribute__((host))
#define __device__ __attribute__((device))
#define __global__ __attribute__((global))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))
#define __managed__ __attribute__((device))
#define __grid_constant__
#include <stdlib.h>

#include <cstddef>
#include <new>
#include <utility>
// <math.h> would bring half of <algorithm> along for C++17's special functions, all of it for both sides; what
// <vector> adds to that later is the host's only, and clang refuses the mixture.
#undef _GLIBCXX_USE_STD_SPEC_FUNCS
#define _GLIBCXX_USE_STD_SPEC_FUNCS 0
#pragma clang force_cuda_host_device begin
#include <prep/sim/cuda.h>
#pragma clang force_cuda_host_device end
extern "C" __device__ void* malloc(size_t bytes);
extern "C" __device__ void free(void* memory);
#define __noinline__  // libstdc++ writes __attribute__((__noinline__)); nothing is built from this
// clang takes alignas only ahead of __shared__, nvcc on both sides. Nothing here depends on its value.
#define alignas(x) __attribute__((aligned(alignof(x))))

extern "C" unsigned __cudaPushCallConfiguration(dim3 grid, dim3 block, size_t shared_bytes = 0,
                                                cudaStream_t stream = nullptr);
extern "C" cudaError_t cudaLaunchKernel(const void* function, dim3 grid, dim3 block, void** arguments,
                                        size_t shared_bytes = 0, cudaStream_t stream = nullptr);
cudaError_t cudaLaunchCooperativeKernel(const void* function, dim3 grid, dim3 block, void** arguments,
                                        size_t shared_bytes = 0, cudaStream_t stream = nullptr);
