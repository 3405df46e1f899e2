// The words that nvcc's language adds, as far as macros can give them. The function and variable spaces
// (__global__, __device__, __host__, __shared__, __constant__, __managed__, __noinline__, __grid_constant__)
// stay words here: the rewriter (src/sim/front) reads them and takes them out.
#pragma once
#pragma GCC system_header

#ifndef PREP_SIM_HOST_FILE  // a .cpp that nvcc hands to the host compiler
#define __CUDACC__ 1
#define __NVCC__ 1
#define __CUDACC_VER_MAJOR__ 13
#define __CUDACC_VER_MINOR__ 0
#define __CUDACC_VER_BUILD__ 0
#define __CUDACC_EXTENDED_LAMBDA__ 1
#define __CUDACC_RELAXED_CONSTEXPR__ 1
#define __CUDACC_RDC__ 1
#define __CUDA_ARCH_LIST__ 900
#endif
#define CUDART_VERSION 13000
#define CUDA_VERSION 13000
#define CUDARTAPI
#define CUDART_CB

#ifdef PREP_SIM_LINT
#define __launch_bounds__(...)
#define __cluster_dims__(...)
#endif
#define __maxnreg__(...)
#define __align__(n) __attribute__((aligned(n)))
#define __builtin_align__(n) __attribute__((aligned(n)))
#define __forceinline__ inline __attribute__((always_inline))
#define __inline_hint__ inline

// Our own inline functions, and the learner's place as their last arguments.
#define PREP_SIM_API inline __attribute__((always_inline))
#define PREP_SIM_SITE const char *prep_file = __builtin_FILE(), int prep_line = __builtin_LINE()
