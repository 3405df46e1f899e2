// What clangd reads ahead of a learner's .cu file where no CUDA Toolkit is: the sim's declarations, with
// CUDA's words given back to clang, which knows the language but not its headers. Only editors include this;
// no program is built with it.
#pragma once
#if defined(__clang__) && defined(__CUDA__)
#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __host__ __attribute__((host))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))
#define __managed__ __attribute__((managed))
#define __grid_constant__
#define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))
#define __noinline__ __attribute__((noinline))

// The host's own, ahead of what follows: operator new must keep its first declaration.
#include <stdlib.h>

#include <new>

// The sim's functions are ordinary C++; here they are callable from kernels, as CUDA's own are.
#pragma clang force_cuda_host_device begin
#include <time.h>
#define clock prep_editor_clock  // time.h's will do: clang refuses the sim's as its second declaration
#include <prep/sim/cuda.h>
#undef clock
extern "C" unsigned __cudaPushCallConfiguration(dim3 grid, dim3 block, unsigned long shared_bytes = 0,
                                                void* stream = nullptr);
#pragma clang force_cuda_host_device end
#endif
