// The few CUDA types that the learner's code, the runtime and the engine share.
#pragma once
#ifdef __GNUC__
#pragma GCC system_header
#endif
#include <prep/sim/errors.h>

struct uint3 {
  unsigned x, y, z;
};

struct dim3 {
  unsigned x, y, z;
  constexpr dim3(unsigned x_ = 1, unsigned y_ = 1, unsigned z_ = 1) : x(x_), y(y_), z(z_) {}
  constexpr dim3(uint3 v) : x(v.x), y(v.y), z(v.z) {}
  constexpr operator uint3() const { return {x, y, z}; }
};

#define PREP_SIM_ENUMERATOR(name, number, text) cuda##name = number,
enum cudaError : int { PREP_SIM_CUDA_ERRORS(PREP_SIM_ENUMERATOR) };
#undef PREP_SIM_ENUMERATOR
typedef enum cudaError cudaError_t;

// Owned by the runtime (src/sim/runtime/streams.h); nullptr is the legacy default stream.
typedef struct prep_sim_stream* cudaStream_t;
typedef struct prep_sim_event* cudaEvent_t;
