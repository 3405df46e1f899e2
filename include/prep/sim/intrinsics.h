// Integer and bit intrinsics, type casts, conversions with a rounding mode.
#pragma once
#pragma GCC system_header
#include <math.h>
#include <prep/sim/keywords.h>
#include <prep/sim/rounding.h>
#include <stdint.h>

namespace prep::sim {
// CUDA's float-to-integer conversions clamp to the range of the type. NaN becomes 0 where neither side has 64
// bits, else the value whose highest bit alone is set (PTX ISA, "cvt").
template <class To, class From>
PREP_SIM_API To clamp_to(From rounded) {
  constexpr bool is_signed = To(-1) < To(0);
  constexpr int bits = sizeof(To) * 8 - (is_signed ? 1 : 0);
  constexpr To highest =
      static_cast<To>(is_signed ? (To(~To(0)) ^ (To(1) << bits % (sizeof(To) * 8))) : ~To(0));
  constexpr To lowest = is_signed ? static_cast<To>(-highest - 1) : To(0);
  const From limit = ldexp(From(1), bits);
  constexpr To high_bit = static_cast<To>(1ull << (sizeof(To) * 8 - 1));
  if (!(rounded == rounded)) return sizeof(To) == 8 || sizeof(From) == 8 ? high_bit : To(0);
  if (rounded >= limit) return highest;
  if (rounded < (is_signed ? -limit : From(0))) return lowest;
  return static_cast<To>(rounded);
}
}  // namespace prep::sim

PREP_SIM_API int __popc(unsigned x) { return __builtin_popcount(x); }
PREP_SIM_API int __popcll(unsigned long long x) { return __builtin_popcountll(x); }
PREP_SIM_API int __clz(int x) { return x == 0 ? 32 : __builtin_clz(static_cast<unsigned>(x)); }
PREP_SIM_API int __clzll(long long x) {
  return x == 0 ? 64 : __builtin_clzll(static_cast<unsigned long long>(x));
}
PREP_SIM_API int __ffs(int x) { return __builtin_ffs(x); }
PREP_SIM_API int __ffsll(long long x) { return __builtin_ffsll(x); }
PREP_SIM_API unsigned __brev(unsigned x) {
  x = (x >> 1 & 0x55555555u) | (x & 0x55555555u) << 1;
  x = (x >> 2 & 0x33333333u) | (x & 0x33333333u) << 2;
  x = (x >> 4 & 0x0f0f0f0fu) | (x & 0x0f0f0f0fu) << 4;
  return __builtin_bswap32(x);
}
PREP_SIM_API unsigned long long __brevll(unsigned long long x) {
  return static_cast<unsigned long long>(__brev(static_cast<unsigned>(x))) << 32 |
         __brev(static_cast<unsigned>(x >> 32));
}
// Byte i of the result is byte `selector nibble i` of the eight bytes y:x; nibble bit 3 repeats its sign bit.
PREP_SIM_API unsigned __byte_perm(unsigned x, unsigned y, unsigned selector) {
  const unsigned long long bytes = static_cast<unsigned long long>(y) << 32 | x;
  unsigned result = 0;
  for (int i = 0; i < 4; ++i) {
    const unsigned nibble = selector >> (4 * i) & 0xf;
    unsigned byte = static_cast<unsigned>(bytes >> (8 * (nibble & 7))) & 0xff;
    if (nibble & 8) byte = byte & 0x80 ? 0xff : 0;
    result |= byte << (8 * i);
  }
  return result;
}
PREP_SIM_API unsigned __funnelshift_l(unsigned low, unsigned high, unsigned shift) {
  const unsigned long long both = static_cast<unsigned long long>(high) << 32 | low;
  return static_cast<unsigned>(both << (shift & 31) >> 32);
}
PREP_SIM_API unsigned __funnelshift_r(unsigned low, unsigned high, unsigned shift) {
  const unsigned long long both = static_cast<unsigned long long>(high) << 32 | low;
  return static_cast<unsigned>(both >> (shift & 31));
}
PREP_SIM_API unsigned __funnelshift_lc(unsigned low, unsigned high, unsigned shift) {
  return shift >= 32 ? low : __funnelshift_l(low, high, shift);
}
PREP_SIM_API unsigned __funnelshift_rc(unsigned low, unsigned high, unsigned shift) {
  return shift >= 32 ? high : __funnelshift_r(low, high, shift);
}
PREP_SIM_API int __mul24(int a, int b) {
  return static_cast<int>(static_cast<unsigned>(a << 8 >> 8) * static_cast<unsigned>(b << 8 >> 8));
}
PREP_SIM_API unsigned __umul24(unsigned a, unsigned b) { return (a & 0xffffffu) * (b & 0xffffffu); }
PREP_SIM_API int __mulhi(int a, int b) { return static_cast<int>(static_cast<long long>(a) * b >> 32); }
PREP_SIM_API unsigned __umulhi(unsigned a, unsigned b) {
  return static_cast<unsigned>(static_cast<unsigned long long>(a) * b >> 32);
}
PREP_SIM_API long long __mul64hi(long long a, long long b) {
  return static_cast<long long>(static_cast<__int128>(a) * b >> 64);
}
PREP_SIM_API unsigned long long __umul64hi(unsigned long long a, unsigned long long b) {
  return static_cast<unsigned long long>(static_cast<unsigned __int128>(a) * b >> 64);
}
PREP_SIM_API unsigned __sad(int a, int b, unsigned c) {
  return c + (a > b ? static_cast<unsigned>(a) - static_cast<unsigned>(b)
                    : static_cast<unsigned>(b) - static_cast<unsigned>(a));
}
PREP_SIM_API unsigned __usad(unsigned a, unsigned b, unsigned c) { return c + (a > b ? a - b : b - a); }
PREP_SIM_API int __hadd(int a, int b) { return static_cast<int>((static_cast<long long>(a) + b) >> 1); }
PREP_SIM_API int __rhadd(int a, int b) { return static_cast<int>((static_cast<long long>(a) + b + 1) >> 1); }
PREP_SIM_API unsigned __uhadd(unsigned a, unsigned b) {
  return static_cast<unsigned>((static_cast<unsigned long long>(a) + b) >> 1);
}
PREP_SIM_API unsigned __urhadd(unsigned a, unsigned b) {
  return static_cast<unsigned>((static_cast<unsigned long long>(a) + b + 1) >> 1);
}
// The place of the n-th set bit from `base` on (n > 0 upward, n < 0 downward, n = 0 the bit at base itself).
PREP_SIM_API unsigned __fns(unsigned mask, unsigned base, int n) {
  if (n == 0) return mask >> base & 1 ? base : 0xffffffffu;
  const int way = n > 0 ? 1 : -1;
  for (int i = static_cast<int>(base), left = n * way; i >= 0 && i < 32; i += way)
    if ((mask >> i & 1) != 0 && --left == 0) return static_cast<unsigned>(i);
  return 0xffffffffu;
}
PREP_SIM_API int __float_as_int(float x) { return ::prep::sim::bit_cast<int>(x); }
PREP_SIM_API unsigned __float_as_uint(float x) { return ::prep::sim::bit_cast<unsigned>(x); }
PREP_SIM_API float __int_as_float(int x) { return ::prep::sim::bit_cast<float>(x); }
PREP_SIM_API float __uint_as_float(unsigned x) { return ::prep::sim::bit_cast<float>(x); }
PREP_SIM_API long long __double_as_longlong(double x) { return ::prep::sim::bit_cast<long long>(x); }
PREP_SIM_API double __longlong_as_double(long long x) { return ::prep::sim::bit_cast<double>(x); }
PREP_SIM_API int __double2hiint(double x) { return static_cast<int>(__double_as_longlong(x) >> 32); }
PREP_SIM_API int __double2loint(double x) { return static_cast<int>(__double_as_longlong(x)); }
PREP_SIM_API double __hiloint2double(int high, int low) {
  return __longlong_as_double(
      static_cast<long long>(static_cast<unsigned long long>(high) << 32 | static_cast<unsigned>(low)));
}

// __float2int_rn and kin: rn to nearest even, rz toward zero, ru up, rd down.
#define PREP_SIM_ROUNDED(from, F, to, T, suffix, rounding) \
  PREP_SIM_API T __##from##2##to##_##suffix(F x) { return ::prep::sim::clamp_to<T>(rounding(x)); }
#define PREP_SIM_CONVERT(from, F, to, T)            \
  PREP_SIM_ROUNDED(from, F, to, T, rn, ::nearbyint) \
  PREP_SIM_ROUNDED(from, F, to, T, rz, ::trunc)     \
  PREP_SIM_ROUNDED(from, F, to, T, ru, ::ceil)      \
  PREP_SIM_ROUNDED(from, F, to, T, rd, ::floor)
#define PREP_SIM_CONVERT_FROM(from, F)      \
  PREP_SIM_CONVERT(from, F, int, int)       \
  PREP_SIM_CONVERT(from, F, uint, unsigned) \
  PREP_SIM_CONVERT(from, F, ll, long long)  \
  PREP_SIM_CONVERT(from, F, ull, unsigned long long)
PREP_SIM_CONVERT_FROM(float, float)
PREP_SIM_CONVERT_FROM(double, double)
#undef PREP_SIM_CONVERT_FROM
#undef PREP_SIM_CONVERT
#undef PREP_SIM_ROUNDED
PREP_SIM_API double __int2double_rn(int x) { return x; }
PREP_SIM_API double __uint2double_rn(unsigned x) { return x; }
#define PREP_SIM_WAYS(X) X(rz, zero) X(ru, up) X(rd, down)
#define PREP_SIM_TO_FLOATS(suffix, way)                                           \
  PREP_SIM_API float __double2float_##suffix(double x) {                          \
    return ::prep::sim::float_toward(x, ::prep::sim::Toward::way);                \
  }                                                                               \
  PREP_SIM_TO_FLOAT(int, int, static_cast<double>(x), suffix, way)                \
  PREP_SIM_TO_FLOAT(uint, unsigned, static_cast<double>(x), suffix, way)          \
  PREP_SIM_TO_FLOAT(ll, long long, ::prep::sim::to_odd(x), suffix, way)           \
  PREP_SIM_TO_FLOAT(ull, unsigned long long, ::prep::sim::to_odd(x), suffix, way) \
  PREP_SIM_API double __ll2double_##suffix(long long x) {                         \
    return ::prep::sim::double_toward(x, ::prep::sim::Toward::way);               \
  }                                                                               \
  PREP_SIM_API double __ull2double_##suffix(unsigned long long x) {               \
    return ::prep::sim::double_toward(x, ::prep::sim::Toward::way);               \
  }
#define PREP_SIM_TO_FLOAT(from, F, value, suffix, way)                 \
  PREP_SIM_API float __##from##2float_##suffix(F x) {                  \
    return ::prep::sim::float_toward(value, ::prep::sim::Toward::way); \
  }
PREP_SIM_WAYS(PREP_SIM_TO_FLOATS)
#undef PREP_SIM_TO_FLOAT
#undef PREP_SIM_TO_FLOATS
#undef PREP_SIM_WAYS
PREP_SIM_API float __double2float_rn(double x) { return static_cast<float>(x); }
PREP_SIM_API float __int2float_rn(int x) { return static_cast<float>(x); }
PREP_SIM_API float __uint2float_rn(unsigned x) { return static_cast<float>(x); }
PREP_SIM_API float __ll2float_rn(long long x) { return static_cast<float>(x); }
PREP_SIM_API float __ull2float_rn(unsigned long long x) { return static_cast<float>(x); }
PREP_SIM_API double __ll2double_rn(long long x) { return static_cast<double>(x); }
PREP_SIM_API double __ull2double_rn(unsigned long long x) { return static_cast<double>(x); }
