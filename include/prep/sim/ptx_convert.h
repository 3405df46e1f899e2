// Inline PTX: cvt (PTX ISA, "Data Movement and Conversion Instructions: cvt").
#pragma once
#pragma GCC system_header
#include <prep/sim/ptx_arithmetic.h>

namespace prep::sim::ptx {

enum class Round { none, rn, rz, rm, rp, rni, rzi, rmi, rpi };

PREP_SIM_API double to_whole(double x, Round mode) {
  switch (mode) {
    case Round::rni:
      return ::nearbyint(x);
    case Round::rmi:
      return ::floor(x);
    case Round::rpi:
      return ::ceil(x);
    case Round::rzi:
      return ::trunc(x);
    default:
      return x;
  }
}
template <class D>
PREP_SIM_API D rounded(double x, Round mode) {
  if constexpr (std::is_same_v<D, double>) {
    return x;
  } else {
    const bool toward = mode == Round::rz || mode == Round::rm || mode == Round::rp;
    const Toward way = mode == Round::rz ? Toward::zero : mode == Round::rp ? Toward::up : Toward::down;
    if constexpr (kIsShort<D>)
      return toward ? D::toward(x, way) : D::from(x);
    else
      return toward ? float_toward(x, way) : static_cast<float>(x);
  }
}

template <class D, class S>
PREP_SIM_API D convert(S a, Round mode) {
  if constexpr (std::is_integral_v<D> && std::is_integral_v<S>) {
    return static_cast<D>(a);
  } else if constexpr (std::is_integral_v<D>) {
    using Source = std::conditional_t<std::is_same_v<S, double>, double, float>;  // NaN depends on it
    return clamp_to<D>(static_cast<Source>(to_whole(static_cast<double>(wide(a)), mode)));
  } else if constexpr (std::is_integral_v<S>) {
    if constexpr (std::is_same_v<D, double>) {
      if (mode == Round::none || mode == Round::rn) return static_cast<double>(a);
      return double_toward(a, mode == Round::rz   ? Toward::zero
                              : mode == Round::rp ? Toward::up
                                                  : Toward::down);
    } else if constexpr (std::is_signed_v<S>) {
      return rounded<D>(to_odd(static_cast<long long>(a)), mode);
    } else {
      return rounded<D>(to_odd(static_cast<unsigned long long>(a)), mode);
    }
  } else {
    return rounded<D>(to_whole(static_cast<double>(wide(a)), mode), mode);
  }
}
template <class D, class S>
PREP_SIM_API D convert_sat(S a, Round mode) {
  if constexpr (std::is_integral_v<D> && std::is_integral_v<S>) {
    const __int128 value = a;
    constexpr __int128 lowest = std::is_signed_v<D> ? -(__int128(1) << (8 * sizeof(D) - 1)) : __int128(0);
    constexpr __int128 highest = (__int128(1) << (8 * sizeof(D) - (std::is_signed_v<D> ? 1 : 0))) - 1;
    return static_cast<D>(value < lowest ? lowest : value > highest ? highest : value);
  } else if constexpr (std::is_integral_v<D>) {
    return convert<D>(a, mode);
  } else {
    return sat(convert<D>(a, mode));
  }
}
// Two floats into one register: the first becomes the upper half.
template <class S>
PREP_SIM_API Two<S> pack(float high, float low, Round mode) {
  return {rounded<S>(static_cast<double>(low), mode), rounded<S>(static_cast<double>(high), mode)};
}
PREP_SIM_API unsigned tf32_away(float x) {
  const unsigned bits = bit_cast<unsigned>(x);
  if ((bits & 0x7fffffffu) > 0x7f800000u) return 0x7fffffffu;
  return (bits & 0x7f800000u) == 0x7f800000u ? bits : (bits + 0x1000u) & 0xffffe000u;
}
PREP_SIM_API unsigned tf32_even(float x) {
  const unsigned bits = bit_cast<unsigned>(x);
  if ((bits & 0x7fffffffu) > 0x7f800000u) return 0x7fffffffu;
  return (bits & 0x7f800000u) == 0x7f800000u ? bits : (bits + 0xfffu + (bits >> 13 & 1)) & 0xffffe000u;
}
template <class Format>
PREP_SIM_API unsigned short pack8(double high, double low) {
  return static_cast<unsigned short>(Format::from_double(high, Format::kLargest) << 8 |
                                     Format::from_double(low, Format::kLargest));
}
template <class Format>
PREP_SIM_API F16x2 unpack8(unsigned short two) {
  return {F16::from(static_cast<double>(Format::to_float(static_cast<unsigned char>(two)))),
          F16::from(static_cast<double>(Format::to_float(static_cast<unsigned char>(two >> 8))))};
}

}  // namespace prep::sim::ptx
