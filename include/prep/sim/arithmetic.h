// Float and double arithmetic with a chosen rounding (__fadd_rz, __dmul_ru …), and min and max as CUDA's
// global namespace has them.
#pragma once
#pragma GCC system_header
#include <math.h>
#include <prep/sim/keywords.h>
#include <prep/sim/rounding.h>

#define PREP_SIM_NEAREST(T, prefix, one)                        \
  PREP_SIM_API T __##prefix##add_rn(T x, T y) { return x + y; } \
  PREP_SIM_API T __##prefix##sub_rn(T x, T y) { return x - y; } \
  PREP_SIM_API T __##prefix##mul_rn(T x, T y) { return x * y; } \
  PREP_SIM_API T __##prefix##div_rn(T x, T y) { return x / y; } \
  PREP_SIM_API T __##prefix##rcp_rn(T x) { return one / x; }    \
  PREP_SIM_DIRECTED(T, prefix, one, rz, zero)                   \
  PREP_SIM_DIRECTED(T, prefix, one, ru, up)                     \
  PREP_SIM_DIRECTED(T, prefix, one, rd, down)
#define PREP_SIM_DIRECTED(T, prefix, one, suffix, way)                   \
  PREP_SIM_API T __##prefix##add_##suffix(T x, T y) {                    \
    return ::prep::sim::add_toward(x, y, ::prep::sim::Toward::way);      \
  }                                                                      \
  PREP_SIM_API T __##prefix##sub_##suffix(T x, T y) {                    \
    return ::prep::sim::add_toward(x, -y, ::prep::sim::Toward::way);     \
  }                                                                      \
  PREP_SIM_API T __##prefix##mul_##suffix(T x, T y) {                    \
    return ::prep::sim::multiply_toward(x, y, ::prep::sim::Toward::way); \
  }                                                                      \
  PREP_SIM_API T __##prefix##div_##suffix(T x, T y) {                    \
    return ::prep::sim::divide_toward(x, y, ::prep::sim::Toward::way);   \
  }                                                                      \
  PREP_SIM_API T __##prefix##rcp_##suffix(T x) {                         \
    return ::prep::sim::divide_toward(one, x, ::prep::sim::Toward::way); \
  }                                                                      \
  PREP_SIM_API T __##prefix##sqrt_##suffix(T x) {                        \
    return ::prep::sim::root_toward(x, ::prep::sim::Toward::way);        \
  }
PREP_SIM_NEAREST(float, f, 1.0f)
PREP_SIM_NEAREST(double, d, 1.0)
#undef PREP_SIM_DIRECTED
#undef PREP_SIM_NEAREST
PREP_SIM_API float __fsqrt_rn(float x) { return ::sqrtf(x); }
PREP_SIM_API double __dsqrt_rn(double x) { return ::sqrt(x); }
PREP_SIM_API float __frsqrt_rn(float x) { return static_cast<float>(1.0 / ::sqrt(static_cast<double>(x))); }
PREP_SIM_API float __fmaf_rn(float x, float y, float z) { return ::fmaf(x, y, z); }
PREP_SIM_API double __fma_rn(double x, double y, double z) { return ::fma(x, y, z); }
#define PREP_SIM_FUSED(suffix, way)                                    \
  PREP_SIM_API float __fmaf_##suffix(float x, float y, float z) {      \
    return ::prep::sim::fma_toward(x, y, z, ::prep::sim::Toward::way); \
  }                                                                    \
  PREP_SIM_API double __fma_##suffix(double x, double y, double z) {   \
    return ::prep::sim::fma_toward(x, y, z, ::prep::sim::Toward::way); \
  }
PREP_SIM_FUSED(rz, zero)
PREP_SIM_FUSED(ru, up)
PREP_SIM_FUSED(rd, down)
#undef PREP_SIM_FUSED

// min and max of CUDA's global namespace. Mixed signedness compares as unsigned, as nvcc does it.
#define PREP_SIM_MINMAX(T)                               \
  PREP_SIM_API T min(T a, T b) { return b < a ? b : a; } \
  PREP_SIM_API T max(T a, T b) { return a < b ? b : a; }
#define PREP_SIM_MIXED(S, U)                                         \
  PREP_SIM_API U min(S a, U b) { return min(static_cast<U>(a), b); } \
  PREP_SIM_API U min(U a, S b) { return min(a, static_cast<U>(b)); } \
  PREP_SIM_API U max(S a, U b) { return max(static_cast<U>(a), b); } \
  PREP_SIM_API U max(U a, S b) { return max(a, static_cast<U>(b)); }
PREP_SIM_MINMAX(int)
PREP_SIM_MINMAX(unsigned)
PREP_SIM_MINMAX(long)
PREP_SIM_MINMAX(unsigned long)
PREP_SIM_MINMAX(long long)
PREP_SIM_MINMAX(unsigned long long)
PREP_SIM_MIXED(int, unsigned)
PREP_SIM_MIXED(long, unsigned long)
PREP_SIM_MIXED(long long, unsigned long long)
#undef PREP_SIM_MINMAX
#undef PREP_SIM_MIXED
PREP_SIM_API float min(float a, float b) { return ::fminf(a, b); }
PREP_SIM_API float max(float a, float b) { return ::fmaxf(a, b); }
PREP_SIM_API double min(double a, double b) { return ::fmin(a, b); }
PREP_SIM_API double max(double a, double b) { return ::fmax(a, b); }
PREP_SIM_API double min(float a, double b) { return ::fmin(a, b); }
PREP_SIM_API double min(double a, float b) { return ::fmin(a, b); }
PREP_SIM_API double max(float a, double b) { return ::fmax(a, b); }
PREP_SIM_API double max(double a, float b) { return ::fmax(a, b); }
PREP_SIM_API unsigned umin(unsigned a, unsigned b) { return min(a, b); }
PREP_SIM_API unsigned umax(unsigned a, unsigned b) { return max(a, b); }
PREP_SIM_API long long llmin(long long a, long long b) { return min(a, b); }
PREP_SIM_API long long llmax(long long a, long long b) { return max(a, b); }
PREP_SIM_API unsigned long long ullmin(unsigned long long a, unsigned long long b) { return min(a, b); }
PREP_SIM_API unsigned long long ullmax(unsigned long long a, unsigned long long b) { return max(a, b); }
