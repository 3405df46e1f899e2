// threadIdx and its kin: real variables, never macros, since `dim3 blockDim(16, 16);` is ordinary host code.
// The engine sets them at each fiber switch. Those that are the same for all threads of a block are const, so
// that compilers keep them in registers and the load hooks skip them. threadIdx is not: launch.h counts it up
// in a loop around the inlined kernel.
#pragma once
#pragma GCC system_header
#include <prep/sim/abi.h>

#ifdef PREP_SIM_LINT
#define PREP_SIM_INDEX __device__
#define PREP_SIM_THREAD_INDEX __device__ const
#else
#define PREP_SIM_INDEX PREP_SIM_TLS
#define PREP_SIM_THREAD_INDEX PREP_SIM_TLS
#endif

extern "C" {
extern PREP_SIM_THREAD_INDEX uint3 threadIdx __asm__("prep_thread_index");
extern PREP_SIM_INDEX const uint3 blockIdx __asm__("prep_block_index");
#ifdef PREP_SIM_LINT
extern PREP_SIM_INDEX const dim3 blockDim, gridDim;
#else  // no dim3: an object with a constructor is no constant to the compiler
extern PREP_SIM_INDEX const uint3 blockDim __asm__("prep_block_dim");
extern PREP_SIM_INDEX const uint3 gridDim __asm__("prep_grid_dim");
#endif
}

// The running thread's lane, 0..31: reads like a variable.
struct prep_lane_reader {
#ifdef PREP_SIM_LINT
  __device__
#endif
      inline __attribute__((always_inline))
      operator unsigned() const {
    return (threadIdx.x + prep_lane_base) & 31;
  }
};
static constexpr prep_lane_reader prep_lane{};

static constexpr int warpSize = 32;
