// 16-bit floats as bits: rounding a double to nearest even, and widening. Exact both ways, subnormals
// included. Usable in CUDA device code.
#pragma once
#include <cstdint>

#ifdef __CUDACC__
#define PREP_HOST_DEVICE __host__ __device__
#else
#define PREP_HOST_DEVICE
#endif

namespace prep {

struct HalfFormat {
  int exponent_bits, mantissa_bits;
};
inline constexpr HalfFormat kF16{5, 10}, kBf16{8, 7};

// Overflow gives an infinity, NaN a quiet NaN.
PREP_HOST_DEVICE constexpr std::uint16_t to_half(double value, HalfFormat format) {
  const std::uint64_t bits = __builtin_bit_cast(std::uint64_t, value);
  const std::uint64_t sign = (bits >> 63) << 15;
  const std::uint64_t mantissa = bits & ((1ull << 52) - 1);
  const int raw_exponent = static_cast<int>((bits >> 52) & 0x7FF);
  const int bias = (1 << (format.exponent_bits - 1)) - 1;
  const std::uint64_t infinity = ((1ull << format.exponent_bits) - 1) << format.mantissa_bits;
  const std::uint64_t quiet = 1ull << (format.mantissa_bits - 1);
  if (raw_exponent == 0x7FF) return static_cast<std::uint16_t>(sign | infinity | (mantissa != 0 ? quiet : 0));
  const int exponent = raw_exponent - 1023;
  if (exponent > bias) return static_cast<std::uint16_t>(sign | infinity);

  std::uint64_t significand;  // with the biased exponent above it where normal, so that a carry runs into it
  int shift = 52 - format.mantissa_bits;
  if (exponent >= 1 - bias) {
    significand = (static_cast<std::uint64_t>(exponent + bias) << 52) | mantissa;
  } else {
    significand = raw_exponent == 0 ? 0 : mantissa | (1ull << 52);
    shift += 1 - bias - exponent;
  }
  if (shift > 62) return static_cast<std::uint16_t>(sign);
  const std::uint64_t kept = significand >> shift;
  const std::uint64_t lost = significand & ((1ull << shift) - 1), tie = 1ull << (shift - 1);
  const std::uint64_t up = lost > tie || (lost == tie && (kept & 1) != 0) ? 1 : 0;
  return static_cast<std::uint16_t>(sign | (kept + up));
}

PREP_HOST_DEVICE constexpr double from_half(std::uint16_t bits, HalfFormat format) {
  const std::uint64_t sign = static_cast<std::uint64_t>(bits >> 15) << 63;
  const int bias = (1 << (format.exponent_bits - 1)) - 1;
  const int top = (1 << format.exponent_bits) - 1;
  const int exponent = (bits >> format.mantissa_bits) & top;
  const std::uint64_t mantissa = bits & ((1u << format.mantissa_bits) - 1);
  const std::uint64_t wide = mantissa << (52 - format.mantissa_bits);
  if (exponent == top) return __builtin_bit_cast(double, sign | 0x7FF0000000000000ull | wide);
  if (exponent != 0)
    return __builtin_bit_cast(double,
                              sign | (static_cast<std::uint64_t>(exponent - bias + 1023) << 52) | wide);
  const double quantum =
      __builtin_bit_cast(double, static_cast<std::uint64_t>(1 - bias - format.mantissa_bits + 1023) << 52);
  const double magnitude = static_cast<double>(mantissa) * quantum;
  return sign != 0 ? -magnitude : magnitude;
}

}  // namespace prep
