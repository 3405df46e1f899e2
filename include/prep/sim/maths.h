// Float and double functions that CUDA has and C++ has not, and the fast intrinsics. The fast ones are
// computed as the accurate functions: a result here is at least as good as on a GPU, and may differ from it
// in the last bits. What CUDA documents for the GPU, largest error in ulp where nothing else is said (CUDA C++
// Programming Guide 13.2, "Mathematical Functions": single-precision intrinsics, and the tables of the
// standard functions):
//   __fdividef  2 for |y| in [2^-126, 2^126]; 0 for larger |y|
//   __expf      2 + floor(|1.173 x|)           __exp10f  2 + floor(|2.97 x|)
//   __logf      2^-21.41 absolute in [0.5, 2], else 3
//   __log2f     2^-22    absolute in [0.5, 2], else 2
//   __log10f    2^-24    absolute in [0.5, 2], else 3
//   __sinf      2^-21.41 absolute in [-pi, pi], larger outside
//   __cosf      2^-21.19 absolute in [-pi, pi], larger outside
//   __tanf      as __sinf(x) * (1 / __cosf(x))  __powf    as exp2f(y * __log2f(x)): NaN for negative x
//   __tanhf     2^-11 relative
//   float:  rsqrtf 2, rcbrtf 1, rhypotf 2, norm3df 3, norm4df 3, rnorm3df 2, rnorm4df 2, sinpif 1, cospif 1,
//           exp10f 2, erfinvf 2, erfcinvf 4, erfcxf 4, normcdff 5, normcdfinvf 5, cyl_bessel_i0f 6, _i1f 6;
//           normf and rnormf have no bound
//   double: rsqrt 1, rcbrt 1, rhypot 1, rnorm3d 1, rnorm4d 1, sinpi 2, cospi 2, erfcx 4, erfinv 5, normcdf 5,
//           erfcinv 6, cyl_bessel_i0 6, _i1 6, normcdfinv 8
// Here the float kinds are double's, rounded once, and the double kinds stay within the same figures.
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
PREP_SIM_FAST2(__powf, ::exp2f(y* ::log2f(x)))
#undef PREP_SIM_FAST1
#undef PREP_SIM_FAST2
extern "C" PREP_SIM_API void __sincosf(float x, float* sine, float* cosine) noexcept {
  *sine = ::sinf(x);
  *cosine = ::cosf(x);
}
// 0 for 2^126 < |y| < 2^128, as CUDA documents it.
PREP_SIM_API float __fdividef(float x, float y) {
  const float size = ::fabsf(y);
  if (size > 0x1p126f && size <= 0x1.fffffep127f) return x - x == 0.0f ? ::copysignf(0.0f, x * y) : NAN;
  return x / y;
}
PREP_SIM_API float fdividef(float x, float y) { return x / y; }
PREP_SIM_API float __saturatef(float x) { return !(x > 0.0f) ? 0.0f : x > 1.0f ? 1.0f : x; }

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
// Halley's method on erfc from a logarithmic start; 0 < x < 1 (the upper half, where nothing cancels).
PREP_SIM_API double erfcinv(double argument) {
  if (!(argument > 0.0 && argument < 2.0))
    return argument == 0.0 ? HUGE_VAL : argument == 2.0 ? -HUGE_VAL : NAN;
  const double x = argument > 1.0 ? 2.0 - argument : argument;
  const double log_term = ::log(x * (2.0 - x)), half = 4.330746750799873 + 0.5 * log_term;
  double y = ::sqrt(::fmax(::sqrt(half * half - log_term / 0.147) - half, 0.0));
  for (int i = 0; i < 5; ++i) {
    const double ratio = (::erfc(y) - x) / (-1.1283791670955126 * ::exp(-y * y));
    y -= ratio / (1.0 + ratio * y);
  }
  return argument > 1.0 ? -y : y;
}
PREP_SIM_API double erfinv(double x) {
  if (!(::fabs(x) < 1.0)) return x == 1.0 ? HUGE_VAL : x == -1.0 ? -HUGE_VAL : NAN;
  if (::fabs(x) > 0.5) return x > 0 ? erfcinv(1.0 - x) : -erfcinv(1.0 + x);
  double y = x * 0.8862269254527580;
  for (int i = 0; i < 6; ++i) {
    const double ratio = (::erf(y) - x) / (1.1283791670955126 * ::exp(-y * y));
    y -= ratio / (1.0 + ratio * y);
  }
  return y;
}
PREP_SIM_API double normcdfinv(double p) { return -1.4142135623730951 * erfcinv(2.0 * p); }
PREP_SIM_API float erfinvf(float x) { return static_cast<float>(erfinv(static_cast<double>(x))); }
PREP_SIM_API float erfcinvf(float x) { return static_cast<float>(erfcinv(static_cast<double>(x))); }
PREP_SIM_API float normcdfinvf(float p) { return static_cast<float>(normcdfinv(static_cast<double>(p))); }

// Modified Bessel functions: sums of positive terms, so that nothing cancels.
PREP_SIM_API double cyl_bessel_i0(double x) {
  const double quarter = 0.25 * x * x;
  double term = 1.0, sum = 1.0;
  for (int k = 1; term > sum * 1e-17 && k < 2000; ++k) sum += term *= quarter / (static_cast<double>(k) * k);
  return sum;
}
PREP_SIM_API double cyl_bessel_i1(double x) {
  const double quarter = 0.25 * x * x;
  double term = 1.0, sum = 1.0;
  for (int k = 1; term > sum * 1e-17 && k < 2000; ++k)
    sum += term *= quarter / (static_cast<double>(k) * (k + 1));
  return 0.5 * x * sum;
}
PREP_SIM_API float cyl_bessel_i0f(float x) {
  return static_cast<float>(cyl_bessel_i0(static_cast<double>(x)));
}
PREP_SIM_API float cyl_bessel_i1f(float x) {
  return static_cast<float>(cyl_bessel_i1(static_cast<double>(x)));
}

PREP_SIM_API double norm(int n, const double* v) {
  double length = 0.0;
  for (int i = 0; i < n; ++i) length = ::hypot(length, v[i]);
  return length;
}
PREP_SIM_API double rnorm(int n, const double* v) { return 1.0 / norm(n, v); }
PREP_SIM_API float normf(int n, const float* v) {
  double length = 0.0;
  for (int i = 0; i < n; ++i) length = ::hypot(length, static_cast<double>(v[i]));
  return static_cast<float>(length);
}
PREP_SIM_API float rnormf(int n, const float* v) { return 1.0f / normf(n, v); }
PREP_SIM_API double rnorm4d(double x, double y, double z, double w) { return 1.0 / norm4d(x, y, z, w); }
PREP_SIM_API float rnorm4df(float x, float y, float z, float w) {
  return static_cast<float>(rnorm4d(x, y, z, w));
}
