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
#define PREP_SIM_SCALAR __half
#define PREP_SIM_PAIR __half2
#define PREP_SIM_S(a, b) PREP_SIM_JOIN(a, half, b)
#define PREP_SIM_P(a, b) PREP_SIM_JOIN(a, half2, b)
// clang-format off
#include <prep/sim/small_float_type.h>
#include <prep/sim/small_float_scalar.h>
#include <prep/sim/small_float_pair.h>
#include <prep/sim/small_float_convert.h>
// clang-format on
#undef PREP_SIM_P
#undef PREP_SIM_S
#undef PREP_SIM_PAIR
#undef PREP_SIM_SCALAR
using half = __half;
using half2 = __half2;
using __nv_half = __half;
using __nv_half2 = __half2;
using nv_half = __half;
using nv_half2 = __half2;

#define CUDART_INF_FP16 __ushort_as_half(0x7c00)
#define CUDART_NAN_FP16 __ushort_as_half(0x7fff)
#define CUDART_MIN_DENORM_FP16 __ushort_as_half(0x0001)
#define CUDART_MAX_NORMAL_FP16 __ushort_as_half(0x7bff)
#define CUDART_NEG_ZERO_FP16 __ushort_as_half(0x8000)
#define CUDART_ZERO_FP16 __ushort_as_half(0x0000)
#define CUDART_ONE_FP16 __ushort_as_half(0x3c00)
#ifdef PREP_SIM_LINT
#pragma clang force_cuda_host_device end
#endif
