// Float and double functions that CUDA has and C++ has not, and the fast intrinsics. The fast ones are
// computed as the accurate functions: a result here is at least as good as on a GPU, and may differ from it
// in the last bits.
#pragma once
#pragma GCC system_header
#include <math.h>
#include <prep/sim/keywords.h>
#include <stdlib.h>

// glibc declares __expf and its kin in math.h with C linkage; defining them inline is the only spelling that
// fits.
#define PREP_SIM_FAST1(name, value) \
  extern "C" PREP_SIM_API float name(float x) noexcept { return value; }
#define PREP_SIM_FAST2(name, value) \
  extern "C" PREP_SIM_API float name(float x, float y) noexcept { return value; }
PREP_SIM_FAST1(__expf, ::expf(x))
PREP_SIM_FAST1(__exp10f, ::exp10f(x))
PREP_SIM_FAST1(__logf, ::logf(x))
PREP_SIM_FAST1(__log2f, ::log2f(x))
PREP_SIM_FAST1(__log10f, ::log10f(x))
PREP_SIM_FAST1(__sinf, ::sinf(x))
PREP_SIM_FAST1(__cosf, ::cosf(x))
PREP_SIM_FAST1(__tanf, ::tanf(x))
PREP_SIM_FAST1(__tanhf, ::tanhf(x))
PREP_SIM_FAST2(__powf, ::powf(x, y))
#undef PREP_SIM_FAST1
#undef PREP_SIM_FAST2
extern "C" PREP_SIM_API void __sincosf(float x, float* sine, float* cosine) noexcept {
  *sine = ::sinf(x);
  *cosine = ::cosf(x);
}
PREP_SIM_API float __fdividef(float x, float y) { return x / y; }
PREP_SIM_API float fdividef(float x, float y) { return x / y; }
PREP_SIM_API float __saturatef(float x) { return !(x > 0.0f) ? 0.0f : x > 1.0f ? 1.0f : x; }

#define PREP_SIM_NEAREST(T, prefix, one)                        \
  PREP_SIM_API T __##prefix##add_rn(T x, T y) { return x + y; } \
  PREP_SIM_API T __##prefix##sub_rn(T x, T y) { return x - y; } \
  PREP_SIM_API T __##prefix##mul_rn(T x, T y) { return x * y; } \
  PREP_SIM_API T __##prefix##div_rn(T x, T y) { return x / y; } \
  PREP_SIM_API T __##prefix##rcp_rn(T x) { return one / x; }    \
  PREP_SIM_API T __##prefix##sqrt_rn(T x) { return ::sqrt(x); }
PREP_SIM_NEAREST(float, f, 1.0f)
PREP_SIM_NEAREST(double, d, 1.0)
#undef PREP_SIM_NEAREST
PREP_SIM_API float __fmaf_rn(float x, float y, float z) { return ::fmaf(x, y, z); }
PREP_SIM_API double __fma_rn(double x, double y, double z) { return ::fma(x, y, z); }
PREP_SIM_API float __frsqrt_rn(float x) { return static_cast<float>(1.0 / ::sqrt(static_cast<double>(x))); }

// The last rounding of a float result that was computed in double is to nearest, up to a double rounding.
PREP_SIM_API float rsqrtf(float x) { return static_cast<float>(1.0 / ::sqrt(static_cast<double>(x))); }
PREP_SIM_API double rsqrt(double x) { return 1.0 / ::sqrt(x); }
PREP_SIM_API float rsqrt(float x) { return rsqrtf(x); }
PREP_SIM_API float rcbrtf(float x) { return static_cast<float>(1.0 / ::cbrt(static_cast<double>(x))); }
PREP_SIM_API double rcbrt(double x) { return 1.0 / ::cbrt(x); }
PREP_SIM_API double rhypot(double x, double y) { return 1.0 / ::hypot(x, y); }
PREP_SIM_API float rhypotf(float x, float y) { return static_cast<float>(rhypot(x, y)); }
PREP_SIM_API double norm3d(double x, double y, double z) { return ::hypot(::hypot(x, y), z); }
PREP_SIM_API float norm3df(float x, float y, float z) { return static_cast<float>(norm3d(x, y, z)); }
PREP_SIM_API double norm4d(double x, double y, double z, double w) { return ::hypot(norm3d(x, y, z), w); }
PREP_SIM_API float norm4df(float x, float y, float z, float w) {
  return static_cast<float>(norm4d(x, y, z, w));
}
PREP_SIM_API double rnorm3d(double x, double y, double z) { return 1.0 / norm3d(x, y, z); }
PREP_SIM_API float rnorm3df(float x, float y, float z) { return static_cast<float>(rnorm3d(x, y, z)); }

// sin(pi x) and cos(pi x): the argument is reduced exactly before pi enters.
PREP_SIM_API double sinpi(double x) {
  if (x == ::trunc(x)) return ::copysign(0.0, x);
  const double r = ::remainder(x, 2.0);
  const double reduced = r > 0.5 ? 1.0 - r : r < -0.5 ? -1.0 - r : r;
  return ::sin(reduced * 3.141592653589793);
}
PREP_SIM_API double cospi(double x) {
  const double r = ::fabs(::remainder(x, 2.0));
  return r == 0.5 ? 0.0 : r < 0.5 ? ::cos(r * 3.141592653589793) : -::cos((1.0 - r) * 3.141592653589793);
}
PREP_SIM_API float sinpif(float x) { return static_cast<float>(sinpi(static_cast<double>(x))); }
PREP_SIM_API float cospif(float x) { return static_cast<float>(cospi(static_cast<double>(x))); }
PREP_SIM_API void sincospif(float x, float* sine, float* cosine) {
  *sine = sinpif(x);
  *cosine = cospif(x);
}
PREP_SIM_API void sincospi(double x, double* sine, double* cosine) {
  *sine = sinpi(x);
  *cosine = cospi(x);
}
PREP_SIM_API double normcdf(double x) { return 0.5 * ::erfc(-x * 0.7071067811865476); }
PREP_SIM_API float normcdff(float x) { return static_cast<float>(normcdf(static_cast<double>(x))); }
// exp(x^2) erfc(x); past 25 the first terms of its asymptotic series are exact to double.
PREP_SIM_API double erfcx(double x) {
  if (x < 25.0) return ::exp(x * x) * ::erfc(x);
  const double inverse = 1.0 / (x * x);
  return 0.5641895835477563 / x * (1.0 - inverse * (0.5 - inverse * (0.75 - inverse * 1.875)));
}
PREP_SIM_API float erfcxf(float x) { return static_cast<float>(erfcx(static_cast<double>(x))); }
// Newton on erf from a logarithmic start; |x| < 1.
PREP_SIM_API double erfinv(double x) {
  if (!(::fabs(x) < 1.0)) return x == 1.0 ? HUGE_VAL : x == -1.0 ? -HUGE_VAL : NAN;
  const double log_term = ::log1p(-x * x), half = 4.330746750799873 + 0.5 * log_term;
  double y = ::copysign(::sqrt(::sqrt(half * half - log_term / 0.147) - half), x);
  for (int i = 0; i < 4; ++i) {
    const double error = x > 0 ? ::erfc(y) - (1.0 - x) : (1.0 + x) - ::erfc(-y);
    const double step = (x > 0 ? -error : -error) / (1.1283791670955126 * ::exp(-y * y));
    y -= step;
  }
  return y;
}
PREP_SIM_API float erfinvf(float x) { return static_cast<float>(erfinv(static_cast<double>(x))); }
PREP_SIM_API double normcdfinv(double p) { return 1.4142135623730951 * erfinv(2.0 * p - 1.0); }
PREP_SIM_API float normcdfinvf(float p) { return static_cast<float>(normcdfinv(static_cast<double>(p))); }

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
