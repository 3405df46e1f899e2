// CUDA's complex numbers (cuComplex.h): pairs of floats or doubles and their arithmetic.
#pragma once
#pragma GCC system_header
#include <math.h>
#include <prep/sim/keywords.h>
#include <prep/sim/vectors.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

#define PREP_SIM_COMPLEX(C, R, suffix, make, root)                                                         \
  PREP_SIM_API R cuCreal##suffix(C a) { return a.x; }                                                      \
  PREP_SIM_API R cuCimag##suffix(C a) { return a.y; }                                                      \
  PREP_SIM_API C make(R real, R imaginary) { return {real, imaginary}; }                                   \
  PREP_SIM_API C cuConj##suffix(C a) { return {a.x, -a.y}; }                                               \
  PREP_SIM_API C cuCadd##suffix(C a, C b) { return {a.x + b.x, a.y + b.y}; }                               \
  PREP_SIM_API C cuCsub##suffix(C a, C b) { return {a.x - b.x, a.y - b.y}; }                               \
  PREP_SIM_API C cuCmul##suffix(C a, C b) { return {a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x}; }       \
  PREP_SIM_API C cuCfma##suffix(C a, C b, C c) { return cuCadd##suffix(cuCmul##suffix(a, b), c); }         \
  PREP_SIM_API R cuCabs##suffix(C a) { return root(a.x, a.y); }                                            \
  /* Divides by a number scaled to about 1, so that nothing overflows on the way. */                       \
  PREP_SIM_API C cuCdiv##suffix(C a, C b) {                                                                \
    const R scale = R(1) / (fabs(b.x) + fabs(b.y));                                                        \
    const C as{a.x * scale, a.y * scale}, bs{b.x * scale, b.y * scale};                                    \
    const R whole = R(1) / (bs.x * bs.x + bs.y * bs.y);                                                    \
    return {(as.x * bs.x + as.y * bs.y) * whole, (as.y * bs.x - as.x * bs.y) * whole};                     \
  }

typedef float2 cuFloatComplex;
typedef cuFloatComplex cuComplex;
typedef double2 cuDoubleComplex;
PREP_SIM_COMPLEX(cuFloatComplex, float, f, make_cuFloatComplex, hypotf)
PREP_SIM_COMPLEX(cuDoubleComplex, double, , make_cuDoubleComplex, hypot)
#undef PREP_SIM_COMPLEX
PREP_SIM_API cuComplex make_cuComplex(float real, float imaginary) { return {real, imaginary}; }
PREP_SIM_API cuDoubleComplex cuComplexFloatToDouble(cuFloatComplex a) { return {a.x, a.y}; }
PREP_SIM_API cuFloatComplex cuComplexDoubleToFloat(cuDoubleComplex a) {
  return {static_cast<float>(a.x), static_cast<float>(a.y)};
}
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
