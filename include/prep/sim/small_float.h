// 16-bit floats in software, one template for __half and __nv_bfloat16. Every operation gives the correctly
// rounded result (to nearest, ties to even): it is computed in a wider type that makes the second rounding
// harmless, or rounded to odd first where that does not hold.
#pragma once
#pragma GCC system_header
#include <prep/sim/atomics.h>
#include <prep/sim/intrinsics.h>
#include <prep/sim/maths.h>
#include <prep/sim/vectors.h>
#include <prep/sim/warp.h>

namespace prep::sim {

// a * b + c, rounded to odd: its last bit says "not exact", so that one more rounding is correct. a * b is
// exact.
PREP_SIM_API double fma_to_odd(double a, double b, double c) {
  const double product = a * b, sum = product + c, part = sum - product;
  const double rest = (product - (sum - part)) + (c - part);
  if (rest == 0.0 || !(rest - rest == 0.0)) return sum;
  long long bits = bit_cast<long long>(sum);
  if ((bits & 1) == 0) bits += (rest > 0.0) == (sum > 0.0) ? 1 : -1;
  return bit_cast<double>(bits);
}

// Format: from_float, from_double, to_float on raw bits; kInfinity.
template <class Format>
struct alignas(2) SmallFloat {
  unsigned short bits;

  SmallFloat() = default;
  PREP_SIM_API SmallFloat(float x) : bits(Format::from_float(x)) {}
  PREP_SIM_API SmallFloat(double x) : bits(Format::from_double(x)) {}
  PREP_SIM_API SmallFloat(int x) : bits(Format::from_double(x)) {}
  PREP_SIM_API SmallFloat(unsigned x) : bits(Format::from_double(x)) {}
  PREP_SIM_API SmallFloat(long x) : bits(Format::from_double(static_cast<double>(x))) {}
  PREP_SIM_API SmallFloat(unsigned long x) : bits(Format::from_double(static_cast<double>(x))) {}
  PREP_SIM_API SmallFloat(long long x) : bits(Format::from_double(static_cast<double>(x))) {}
  PREP_SIM_API SmallFloat(unsigned long long x) : bits(Format::from_double(static_cast<double>(x))) {}
  PREP_SIM_API SmallFloat(short x) : SmallFloat(static_cast<int>(x)) {}
  PREP_SIM_API SmallFloat(unsigned short x) : SmallFloat(static_cast<int>(x)) {}
  PREP_SIM_API operator float() const { return Format::to_float(bits); }

  PREP_SIM_API static SmallFloat raw(unsigned short bits) {
    SmallFloat x;
    x.bits = bits;
    return x;
  }
  PREP_SIM_API static SmallFloat round(double x) { return raw(Format::from_double(x)); }
  PREP_SIM_API double wide() const { return static_cast<double>(Format::to_float(bits)); }

  // A sum, product or quotient of two fits double with bits to spare: one rounding is left.
  friend PREP_SIM_API SmallFloat operator+(SmallFloat a, SmallFloat b) { return round(a.wide() + b.wide()); }
  friend PREP_SIM_API SmallFloat operator-(SmallFloat a, SmallFloat b) { return round(a.wide() - b.wide()); }
  friend PREP_SIM_API SmallFloat operator*(SmallFloat a, SmallFloat b) { return round(a.wide() * b.wide()); }
  friend PREP_SIM_API SmallFloat operator/(SmallFloat a, SmallFloat b) { return round(a.wide() / b.wide()); }
  friend PREP_SIM_API SmallFloat operator-(SmallFloat a) {
    return raw(static_cast<unsigned short>(a.bits ^ 0x8000));
  }
  friend PREP_SIM_API SmallFloat operator+(SmallFloat a) { return a; }
  friend PREP_SIM_API SmallFloat& operator+=(SmallFloat& a, SmallFloat b) { return a = a + b; }
  friend PREP_SIM_API SmallFloat& operator-=(SmallFloat& a, SmallFloat b) { return a = a - b; }
  friend PREP_SIM_API SmallFloat& operator*=(SmallFloat& a, SmallFloat b) { return a = a * b; }
  friend PREP_SIM_API SmallFloat& operator/=(SmallFloat& a, SmallFloat b) { return a = a / b; }
  friend PREP_SIM_API SmallFloat& operator++(SmallFloat& a) { return a = a + SmallFloat(1); }
  friend PREP_SIM_API SmallFloat& operator--(SmallFloat& a) { return a = a - SmallFloat(1); }
  friend PREP_SIM_API bool operator==(SmallFloat a, SmallFloat b) { return a.wide() == b.wide(); }
  friend PREP_SIM_API bool operator!=(SmallFloat a, SmallFloat b) { return a.wide() != b.wide(); }
  friend PREP_SIM_API bool operator<(SmallFloat a, SmallFloat b) { return a.wide() < b.wide(); }
  friend PREP_SIM_API bool operator>(SmallFloat a, SmallFloat b) { return a.wide() > b.wide(); }
  friend PREP_SIM_API bool operator<=(SmallFloat a, SmallFloat b) { return a.wide() <= b.wide(); }
  friend PREP_SIM_API bool operator>=(SmallFloat a, SmallFloat b) { return a.wide() >= b.wide(); }

  friend PREP_SIM_API SmallFloat __hadd(SmallFloat a, SmallFloat b) { return a + b; }
  friend PREP_SIM_API SmallFloat __hsub(SmallFloat a, SmallFloat b) { return a - b; }
  friend PREP_SIM_API SmallFloat __hmul(SmallFloat a, SmallFloat b) { return a * b; }
  friend PREP_SIM_API SmallFloat __hadd_rn(SmallFloat a, SmallFloat b) { return a + b; }
  friend PREP_SIM_API SmallFloat __hsub_rn(SmallFloat a, SmallFloat b) { return a - b; }
  friend PREP_SIM_API SmallFloat __hmul_rn(SmallFloat a, SmallFloat b) { return a * b; }
  friend PREP_SIM_API SmallFloat __hdiv(SmallFloat a, SmallFloat b) { return a / b; }
  friend PREP_SIM_API SmallFloat __hneg(SmallFloat a) { return -a; }
  friend PREP_SIM_API SmallFloat __habs(SmallFloat a) {
    return raw(static_cast<unsigned short>(a.bits & 0x7fff));
  }
  friend PREP_SIM_API SmallFloat __hfma(SmallFloat a, SmallFloat b, SmallFloat c) {
    return round(fma_to_odd(a.wide(), b.wide(), c.wide()));
  }
  friend PREP_SIM_API SmallFloat __hfma_relu(SmallFloat a, SmallFloat b, SmallFloat c) {
    const SmallFloat r = __hfma(a, b, c);
    return r < SmallFloat(0) ? SmallFloat(0) : r;
  }
  friend PREP_SIM_API SmallFloat __hadd_sat(SmallFloat a, SmallFloat b) { return saturated(a + b); }
  friend PREP_SIM_API SmallFloat __hsub_sat(SmallFloat a, SmallFloat b) { return saturated(a - b); }
  friend PREP_SIM_API SmallFloat __hmul_sat(SmallFloat a, SmallFloat b) { return saturated(a * b); }
  friend PREP_SIM_API SmallFloat __hfma_sat(SmallFloat a, SmallFloat b, SmallFloat c) {
    return saturated(__hfma(a, b, c));
  }
  friend PREP_SIM_API bool __heq(SmallFloat a, SmallFloat b) { return a == b; }
  friend PREP_SIM_API bool __hne(SmallFloat a, SmallFloat b) { return a < b || a > b; }
  friend PREP_SIM_API bool __hlt(SmallFloat a, SmallFloat b) { return a < b; }
  friend PREP_SIM_API bool __hle(SmallFloat a, SmallFloat b) { return a <= b; }
  friend PREP_SIM_API bool __hgt(SmallFloat a, SmallFloat b) { return a > b; }
  friend PREP_SIM_API bool __hge(SmallFloat a, SmallFloat b) { return a >= b; }
  friend PREP_SIM_API bool __hisnan(SmallFloat a) { return (a.bits & 0x7fff) > Format::kInfinity; }
  friend PREP_SIM_API int __hisinf(SmallFloat a) {
    return (a.bits & 0x7fff) != Format::kInfinity ? 0 : a.bits >> 15 != 0 ? -1 : 1;
  }
  // One NaN loses against a number; -0 is less than +0.
  friend PREP_SIM_API SmallFloat __hmax(SmallFloat a, SmallFloat b) {
    if (__hisnan(a)) return b;
    if (__hisnan(b)) return a;
    return a > b || (a == b && a.bits >> 15 == 0) ? a : b;
  }
  friend PREP_SIM_API SmallFloat __hmin(SmallFloat a, SmallFloat b) {
    if (__hisnan(a)) return b;
    if (__hisnan(b)) return a;
    return a < b || (a == b && a.bits >> 15 != 0) ? a : b;
  }
  friend PREP_SIM_API SmallFloat __hmax_nan(SmallFloat a, SmallFloat b) {
    return __hisnan(a) || __hisnan(b) ? raw(0x7fff) : __hmax(a, b);
  }
  friend PREP_SIM_API SmallFloat __hmin_nan(SmallFloat a, SmallFloat b) {
    return __hisnan(a) || __hisnan(b) ? raw(0x7fff) : __hmin(a, b);
  }

  friend PREP_SIM_API SmallFloat hsqrt(SmallFloat a) { return round(::sqrt(a.wide())); }
  friend PREP_SIM_API SmallFloat hrsqrt(SmallFloat a) { return round(1.0 / ::sqrt(a.wide())); }
  friend PREP_SIM_API SmallFloat hrcp(SmallFloat a) { return round(1.0 / a.wide()); }
  friend PREP_SIM_API SmallFloat hexp(SmallFloat a) { return round(::exp(a.wide())); }
  friend PREP_SIM_API SmallFloat hexp2(SmallFloat a) { return round(::exp2(a.wide())); }
  friend PREP_SIM_API SmallFloat hexp10(SmallFloat a) { return round(::exp10(a.wide())); }
  friend PREP_SIM_API SmallFloat hlog(SmallFloat a) { return round(::log(a.wide())); }
  friend PREP_SIM_API SmallFloat hlog2(SmallFloat a) { return round(::log2(a.wide())); }
  friend PREP_SIM_API SmallFloat hlog10(SmallFloat a) { return round(::log10(a.wide())); }
  friend PREP_SIM_API SmallFloat hsin(SmallFloat a) { return round(::sin(a.wide())); }
  friend PREP_SIM_API SmallFloat hcos(SmallFloat a) { return round(::cos(a.wide())); }
  friend PREP_SIM_API SmallFloat htanh(SmallFloat a) { return round(::tanh(a.wide())); }
  friend PREP_SIM_API SmallFloat hceil(SmallFloat a) { return round(::ceil(a.wide())); }
  friend PREP_SIM_API SmallFloat hfloor(SmallFloat a) { return round(::floor(a.wide())); }
  friend PREP_SIM_API SmallFloat htrunc(SmallFloat a) { return round(::trunc(a.wide())); }
  friend PREP_SIM_API SmallFloat hrint(SmallFloat a) { return round(::nearbyint(a.wide())); }

  friend PREP_SIM_API SmallFloat __shfl_sync(unsigned mask, SmallFloat v, int source, int width = 32,
                                             PREP_SIM_SITE) {
    return shuffle(mask, v, source_indexed(source, width), prep_file, prep_line);
  }
  friend PREP_SIM_API SmallFloat __shfl_up_sync(unsigned mask, SmallFloat v, unsigned delta, int width = 32,
                                                PREP_SIM_SITE) {
    return shuffle(mask, v, source_up(delta, width), prep_file, prep_line);
  }
  friend PREP_SIM_API SmallFloat __shfl_down_sync(unsigned mask, SmallFloat v, unsigned delta, int width = 32,
                                                  PREP_SIM_SITE) {
    return shuffle(mask, v, source_down(delta, width), prep_file, prep_line);
  }
  friend PREP_SIM_API SmallFloat __shfl_xor_sync(unsigned mask, SmallFloat v, int flip, int width = 32,
                                                 PREP_SIM_SITE) {
    return shuffle(mask, v, source_xor(flip, width), prep_file, prep_line);
  }
  friend PREP_SIM_API SmallFloat atomicAdd(SmallFloat* address, SmallFloat value) {
    return atomic_update<uint16_t>(address, [value](SmallFloat old) { return old + value; });
  }

 private:
  PREP_SIM_API static SmallFloat saturated(SmallFloat x) {
    return !(x > SmallFloat(0)) ? SmallFloat(0) : x > SmallFloat(1) ? SmallFloat(1) : x;
  }
};

}  // namespace prep::sim
#include <prep/sim/small_float_pair.h>
