// How the short floats of 16 and 8 bits are coded: conversions between their bits and float or double,
// rounded to nearest, ties to even. Also used by the tensor operations in libprep_sim.
#pragma once
#pragma GCC system_header
#include <math.h>
#include <prep/sim/rounding.h>

struct __half_format {
  static constexpr unsigned short kInfinity = 0x7c00;

  static PREP_SIM_API float to_float(unsigned short h) {
    const unsigned sign = static_cast<unsigned>(h & 0x8000) << 16, rest = h & 0x7fffu;
    if (rest < 0x0400) {  // zero and subnormal: a count of 2^-24
      const unsigned magnitude = ::prep::sim::bit_cast<unsigned>(static_cast<float>(rest) * 0x1p-24f);
      return ::prep::sim::bit_cast<float>(sign | magnitude);
    }
    const unsigned rebias = rest >= 0x7c00 ? 0x7f800000u - (0x7c00u << 13) : 112u << 23;
    return ::prep::sim::bit_cast<float>(sign | ((rest << 13) + rebias));
  }
  static PREP_SIM_API unsigned short from_float(float x) { return from_double(static_cast<double>(x)); }
  static PREP_SIM_API unsigned short from_double(double x) {
    const unsigned long long all = ::prep::sim::bit_cast<unsigned long long>(x);
    const auto sign = static_cast<unsigned short>(all >> 48 & 0x8000);
    const unsigned long long magnitude = all & 0x7fffffffffffffffull;
    const double a = ::prep::sim::bit_cast<double>(magnitude);
    if (!(a == a)) return 0x7fff;
    if (a >= 65520.0) return sign | kInfinity;
    if (a < 0x1p-14)  // 2^28 has its last bit at 2^-24: the addition rounds
      return static_cast<unsigned short>(sign |
                                         (::prep::sim::bit_cast<unsigned long long>(a + 0x1p28) & 0x7ff));
    const unsigned long long rounded = magnitude + (1ull << 41) - 1 + (magnitude >> 42 & 1);
    return static_cast<unsigned short>(sign | ((rounded - (1008ull << 52)) >> 42));
  }
};

struct __nv_bfloat16_format {
  static constexpr unsigned short kInfinity = 0x7f80;

  static PREP_SIM_API float to_float(unsigned short h) {
    return ::prep::sim::bit_cast<float>(static_cast<unsigned>(h) << 16);
  }
  static PREP_SIM_API unsigned short from_float(float x) {
    const unsigned bits = ::prep::sim::bit_cast<unsigned>(x);
    if (!(x == x)) return 0x7fff;
    return static_cast<unsigned short>((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
  }
  // To float rounding to odd, so that the second rounding is correct.
  static PREP_SIM_API unsigned short from_double(double x) {
    const float nearest = static_cast<float>(x);
    const double back = static_cast<double>(nearest);
    if (back == x || !(x - x == 0.0)) return from_float(nearest);
    unsigned bits = ::prep::sim::bit_cast<unsigned>(nearest);
    if ((bits & 1) == 0) bits += fabs(back) < fabs(x) ? 1u : ~0u;
    return from_float(::prep::sim::bit_cast<float>(bits));
  }
};

namespace prep::sim {

// The bits of x rounded in a direction: from the nearest, one step back where that went too far.
template <class Format>
PREP_SIM_API unsigned short round_toward(double x, Toward way) {
  const unsigned short bits = Format::from_double(x);
  const double back = Format::to_float(bits);
  const bool step_down = back > x && (way == Toward::down || (way == Toward::zero && x > 0.0));
  const bool step_up = back < x && (way == Toward::up || (way == Toward::zero && x < 0.0));
  if (!step_down && !step_up) return bits;
  const bool negative = bits >> 15 != 0;
  if ((bits & 0x7fff) == 0) return step_up ? 0x0001 : 0x8001;
  return static_cast<unsigned short>(negative == step_up ? bits - 1 : bits + 1);
}

}  // namespace prep::sim

// One byte: 1 sign, then exponent, then fraction. E4M3 has no infinity and one NaN (0x7f); E5M2 has both.
template <int fraction_bits, int bias, unsigned char largest, unsigned char infinity>
struct __prep_float8_format {
  static constexpr unsigned char kLargest = largest, kInfinity = infinity, kNaN = 0x7f;

  static PREP_SIM_API float to_float(unsigned char code) {
    const int exponent = (code & 0x7f) >> fraction_bits, fraction = code & ((1 << fraction_bits) - 1);
    float magnitude;
    if ((code & 0x7f) > largest)
      magnitude = (code & 0x7f) == infinity && infinity != kNaN ? HUGE_VALF : NAN;
    else if (exponent == 0)
      magnitude = ::ldexpf(static_cast<float>(fraction), 1 - bias - fraction_bits);
    else
      magnitude =
          ::ldexpf(static_cast<float>(fraction + (1 << fraction_bits)), exponent - bias - fraction_bits);
    return (code & 0x80) != 0 ? -magnitude : magnitude;
  }
  // `overflow` is the code of what is too large: the largest number, infinity or NaN.
  static PREP_SIM_API unsigned char from_double(double x, unsigned char overflow) {
    const unsigned long long all = ::prep::sim::bit_cast<unsigned long long>(x);
    const auto sign = static_cast<unsigned char>(all >> 56 & 0x80);
    const unsigned long long magnitude = all & 0x7fffffffffffffffull;
    const double a = ::prep::sim::bit_cast<double>(magnitude);
    if (!(a == a)) return kNaN;
    unsigned long long code;
    if (a < ::ldexp(1.0, 1 - bias)) {
      code = static_cast<unsigned long long>(::nearbyint(::ldexp(a, bias - 1 + fraction_bits)));
    } else {
      constexpr int dropped = 52 - fraction_bits;
      const unsigned long long rounded = magnitude + (1ull << (dropped - 1)) - 1 + (magnitude >> dropped & 1);
      code = (rounded >> dropped) - (static_cast<unsigned long long>(1023 - bias) << fraction_bits);
    }
    return static_cast<unsigned char>(sign | (code > largest ? overflow : code));
  }
};
using __prep_e4m3_format = __prep_float8_format<3, 7, 0x7e, 0x7f>;
using __prep_e5m2_format = __prep_float8_format<2, 15, 0x7b, 0x7c>;
