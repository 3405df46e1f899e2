// __half: IEEE binary16 (5 exponent bits, 10 of fraction), and __half2.
#pragma once
#pragma GCC system_header
#include <prep/sim/cuda.h>
#ifdef PREP_SIM_LINT
#pragma clang force_cuda_host_device begin
#endif
#include <prep/sim/small_float.h>

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
using __half = ::prep::sim::SmallFloat<__half_format>;
using __half2 = ::prep::sim::SmallFloatPair<__half_format>;
using half = __half;
using half2 = __half2;
PREP_SIM_SMALL_FLOAT_NAMES(__half, __half2, half, half2)
#ifdef PREP_SIM_LINT
#pragma clang force_cuda_host_device end
#endif
