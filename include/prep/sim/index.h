// threadIdx and its kin: real variables, never macros, since `dim3 blockDim(16, 16);` is ordinary host code.
// The engine sets them at each fiber switch; const, so that compilers keep them in registers and the load
// hooks skip them.
#pragma once
#pragma GCC system_header
#include <prep/sim/abi.h>

#ifdef PREP_SIM_LINT
#define PREP_SIM_INDEX __device__
#else
#define PREP_SIM_INDEX PREP_SIM_TLS
#endif

extern "C" {
extern PREP_SIM_INDEX const uint3 threadIdx __asm__("prep_thread_index");
extern PREP_SIM_INDEX const uint3 blockIdx __asm__("prep_block_index");
extern PREP_SIM_INDEX const dim3 blockDim __asm__("prep_block_dim");
extern PREP_SIM_INDEX const dim3 gridDim __asm__("prep_grid_dim");
extern PREP_SIM_INDEX const unsigned prep_lane __asm__("prep_lane_index");
}

static constexpr int warpSize = 32;
