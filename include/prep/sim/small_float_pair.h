// __half2 and __nv_bfloat162: two 16-bit floats in four bytes, and their lane-wise operations.
#pragma once
#pragma GCC system_header
#include <prep/sim/small_float.h>

namespace prep::sim {

template <class Format>
struct alignas(4) SmallFloatPair {
  using Scalar = SmallFloat<Format>;
  Scalar x, y;

  SmallFloatPair() = default;
  PREP_SIM_API SmallFloatPair(Scalar x_, Scalar y_) : x(x_), y(y_) {}

#define PREP_SIM_PAIR2(name, expression)                                        \
  friend PREP_SIM_API SmallFloatPair name(SmallFloatPair a, SmallFloatPair b) { \
    auto each = [](Scalar p, Scalar q) { return expression; };                  \
    return {each(a.x, b.x), each(a.y, b.y)};                                    \
  }
  PREP_SIM_PAIR2(operator+, p + q)
  PREP_SIM_PAIR2(operator-, p - q)
  PREP_SIM_PAIR2(operator*, p* q)
  PREP_SIM_PAIR2(operator/, p / q)
  PREP_SIM_PAIR2(__hadd2, p + q)
  PREP_SIM_PAIR2(__hsub2, p - q)
  PREP_SIM_PAIR2(__hmul2, p* q)
  PREP_SIM_PAIR2(__hadd2_rn, p + q)
  PREP_SIM_PAIR2(__hsub2_rn, p - q)
  PREP_SIM_PAIR2(__hmul2_rn, p* q)
  PREP_SIM_PAIR2(__h2div, p / q)
  PREP_SIM_PAIR2(__hmax2, __hmax(p, q))
  PREP_SIM_PAIR2(__hmin2, __hmin(p, q))
  PREP_SIM_PAIR2(__heq2, Scalar(p == q ? 1 : 0))
  PREP_SIM_PAIR2(__hne2, Scalar(p != q ? 1 : 0))
  PREP_SIM_PAIR2(__hlt2, Scalar(p < q ? 1 : 0))
  PREP_SIM_PAIR2(__hle2, Scalar(p <= q ? 1 : 0))
  PREP_SIM_PAIR2(__hgt2, Scalar(p > q ? 1 : 0))
  PREP_SIM_PAIR2(__hge2, Scalar(p >= q ? 1 : 0))
#undef PREP_SIM_PAIR2
#define PREP_SIM_PAIR1(name, function) \
  friend PREP_SIM_API SmallFloatPair name(SmallFloatPair a) { return {function(a.x), function(a.y)}; }
  PREP_SIM_PAIR1(operator-, __hneg)
  PREP_SIM_PAIR1(__hneg2, __hneg)
  PREP_SIM_PAIR1(__habs2, __habs)
  PREP_SIM_PAIR1(h2sqrt, hsqrt)
  PREP_SIM_PAIR1(h2rsqrt, hrsqrt)
  PREP_SIM_PAIR1(h2rcp, hrcp)
  PREP_SIM_PAIR1(h2exp, hexp)
  PREP_SIM_PAIR1(h2exp2, hexp2)
  PREP_SIM_PAIR1(h2log, hlog)
  PREP_SIM_PAIR1(h2log2, hlog2)
  PREP_SIM_PAIR1(h2sin, hsin)
  PREP_SIM_PAIR1(h2cos, hcos)
  PREP_SIM_PAIR1(h2ceil, hceil)
  PREP_SIM_PAIR1(h2floor, hfloor)
  PREP_SIM_PAIR1(h2trunc, htrunc)
  PREP_SIM_PAIR1(h2rint, hrint)
#undef PREP_SIM_PAIR1
  friend PREP_SIM_API SmallFloatPair __hfma2(SmallFloatPair a, SmallFloatPair b, SmallFloatPair c) {
    return {__hfma(a.x, b.x, c.x), __hfma(a.y, b.y, c.y)};
  }
  friend PREP_SIM_API SmallFloatPair& operator+=(SmallFloatPair& a, SmallFloatPair b) { return a = a + b; }
  friend PREP_SIM_API SmallFloatPair& operator-=(SmallFloatPair& a, SmallFloatPair b) { return a = a - b; }
  friend PREP_SIM_API SmallFloatPair& operator*=(SmallFloatPair& a, SmallFloatPair b) { return a = a * b; }
  friend PREP_SIM_API SmallFloatPair& operator/=(SmallFloatPair& a, SmallFloatPair b) { return a = a / b; }
  friend PREP_SIM_API bool operator==(SmallFloatPair a, SmallFloatPair b) { return a.x == b.x && a.y == b.y; }
  friend PREP_SIM_API bool operator!=(SmallFloatPair a, SmallFloatPair b) { return !(a == b); }
  friend PREP_SIM_API float __low2float(SmallFloatPair a) { return a.x; }
  friend PREP_SIM_API float __high2float(SmallFloatPair a) { return a.y; }
  friend PREP_SIM_API SmallFloatPair __lowhigh2highlow(SmallFloatPair a) { return {a.y, a.x}; }

  friend PREP_SIM_API SmallFloatPair __shfl_sync(unsigned mask, SmallFloatPair v, int source, int width = 32,
                                                 PREP_SIM_SITE) {
    return shuffle(mask, v, source_indexed(source, width), prep_file, prep_line);
  }
  friend PREP_SIM_API SmallFloatPair __shfl_up_sync(unsigned mask, SmallFloatPair v, unsigned delta,
                                                    int width = 32, PREP_SIM_SITE) {
    return shuffle(mask, v, source_up(delta, width), prep_file, prep_line);
  }
  friend PREP_SIM_API SmallFloatPair __shfl_down_sync(unsigned mask, SmallFloatPair v, unsigned delta,
                                                      int width = 32, PREP_SIM_SITE) {
    return shuffle(mask, v, source_down(delta, width), prep_file, prep_line);
  }
  friend PREP_SIM_API SmallFloatPair __shfl_xor_sync(unsigned mask, SmallFloatPair v, int flip,
                                                     int width = 32, PREP_SIM_SITE) {
    return shuffle(mask, v, source_xor(flip, width), prep_file, prep_line);
  }
  friend PREP_SIM_API SmallFloatPair atomicAdd(SmallFloatPair* address, SmallFloatPair value) {
    return atomic_update<uint32_t>(address, [value](SmallFloatPair old) { return old + value; });
  }
};

// A conversion that rounds another way than to nearest: from the nearest, one step back where it went too
// far.
enum class Toward { zero, up, down };
template <class Format>
PREP_SIM_API SmallFloat<Format> round_toward(float x, Toward way) {
  const SmallFloat<Format> nearest(x);
  const float back = nearest;
  const bool too_high = back > x, too_low = back < x;
  const bool step_down = too_high && (way == Toward::down || (way == Toward::zero && x > 0.0f));
  const bool step_up = too_low && (way == Toward::up || (way == Toward::zero && x < 0.0f));
  if (!step_down && !step_up) return nearest;
  const unsigned short bits = nearest.bits;
  const bool negative = bits >> 15 != 0;
  if ((bits & 0x7fff) == 0) return SmallFloat<Format>::raw(step_up ? 0x0001 : 0x8001);
  return SmallFloat<Format>::raw(static_cast<unsigned short>(negative == step_up ? bits - 1 : bits + 1));
}

}  // namespace prep::sim

// The conversions, whose names differ between the two formats.
#define PREP_SIM_SMALL_FLOAT_NAMES(Scalar, Pair, scalar, pair)                                             \
  PREP_SIM_API Scalar __float2##scalar(float x) { return Scalar(x); }                                      \
  PREP_SIM_API Scalar __float2##scalar##_rn(float x) { return Scalar(x); }                                 \
  PREP_SIM_API Scalar __float2##scalar##_rz(float x) {                                                     \
    return ::prep::sim::round_toward<Scalar##_format>(x, ::prep::sim::Toward::zero);                       \
  }                                                                                                        \
  PREP_SIM_API Scalar __float2##scalar##_ru(float x) {                                                     \
    return ::prep::sim::round_toward<Scalar##_format>(x, ::prep::sim::Toward::up);                         \
  }                                                                                                        \
  PREP_SIM_API Scalar __float2##scalar##_rd(float x) {                                                     \
    return ::prep::sim::round_toward<Scalar##_format>(x, ::prep::sim::Toward::down);                       \
  }                                                                                                        \
  PREP_SIM_API Scalar __double2##scalar(double x) { return Scalar(x); }                                    \
  PREP_SIM_API Scalar __int2##scalar##_rn(int x) { return Scalar(x); }                                     \
  PREP_SIM_API Scalar __uint2##scalar##_rn(unsigned x) { return Scalar(x); }                               \
  PREP_SIM_API Scalar __ll2##scalar##_rn(long long x) { return Scalar(x); }                                \
  PREP_SIM_API float __##scalar##2float(Scalar x) { return x; }                                            \
  PREP_SIM_API int __##scalar##2int_rn(Scalar x) { return __float2int_rn(x); }                             \
  PREP_SIM_API int __##scalar##2int_rz(Scalar x) { return __float2int_rz(x); }                             \
  PREP_SIM_API int __##scalar##2int_ru(Scalar x) { return __float2int_ru(x); }                             \
  PREP_SIM_API int __##scalar##2int_rd(Scalar x) { return __float2int_rd(x); }                             \
  PREP_SIM_API unsigned __##scalar##2uint_rn(Scalar x) { return __float2uint_rn(x); }                      \
  PREP_SIM_API unsigned __##scalar##2uint_rz(Scalar x) { return __float2uint_rz(x); }                      \
  PREP_SIM_API short __##scalar##_as_short(Scalar x) { return static_cast<short>(x.bits); }                \
  PREP_SIM_API unsigned short __##scalar##_as_ushort(Scalar x) { return x.bits; }                          \
  PREP_SIM_API Scalar __short_as_##scalar(short x) { return Scalar::raw(static_cast<unsigned short>(x)); } \
  PREP_SIM_API Scalar __ushort_as_##scalar(unsigned short x) { return Scalar::raw(x); }                    \
  PREP_SIM_API Pair __float2##pair##_rn(float x) { return {Scalar(x), Scalar(x)}; }                        \
  PREP_SIM_API Pair __floats2##pair##_rn(float x, float y) { return {Scalar(x), Scalar(y)}; }              \
  PREP_SIM_API Pair __float22##pair##_rn(float2 v) { return {Scalar(v.x), Scalar(v.y)}; }                  \
  PREP_SIM_API float2 __##pair##2float2(Pair v) { return {v.x, v.y}; }                                     \
  PREP_SIM_API Pair __##scalar##2##pair(Scalar x) { return {x, x}; }                                       \
  PREP_SIM_API Pair __halves2##pair(Scalar x, Scalar y) { return {x, y}; }                                 \
  PREP_SIM_API Pair make_##pair(Scalar x, Scalar y) { return {x, y}; }                                     \
  PREP_SIM_API Scalar __low2##scalar(Pair v) { return v.x; }                                               \
  PREP_SIM_API Scalar __high2##scalar(Pair v) { return v.y; }                                              \
  PREP_SIM_API Pair __low2##pair(Pair v) { return {v.x, v.x}; }                                            \
  PREP_SIM_API Pair __high2##pair(Pair v) { return {v.y, v.y}; }                                           \
  PREP_SIM_API Pair __lows2##pair(Pair a, Pair b) { return {a.x, b.x}; }                                   \
  PREP_SIM_API Pair __highs2##pair(Pair a, Pair b) { return {a.y, b.y}; }
