// __nv_bfloat16: the upper half of a float (8 exponent bits, 7 of fraction), and __nv_bfloat162.
#pragma once
#pragma GCC system_header
#include <prep/sim/cuda.h>
#ifdef PREP_SIM_LINT
#pragma clang force_cuda_host_device begin
#endif
#include <prep/sim/small_float.h>

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
#define PREP_SIM_SCALAR __nv_bfloat16
#define PREP_SIM_PAIR __nv_bfloat162
#define PREP_SIM_S(a, b) PREP_SIM_JOIN(a, bfloat16, b)
#define PREP_SIM_P(a, b) PREP_SIM_JOIN(a, bfloat162, b)
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
using nv_bfloat16 = __nv_bfloat16;
using nv_bfloat162 = __nv_bfloat162;

#define CUDART_INF_BF16 __ushort_as_bfloat16(0x7f80)
#define CUDART_NAN_BF16 __ushort_as_bfloat16(0x7fff)
#define CUDART_MIN_DENORM_BF16 __ushort_as_bfloat16(0x0001)
#define CUDART_MAX_NORMAL_BF16 __ushort_as_bfloat16(0x7f7f)
#define CUDART_NEG_ZERO_BF16 __ushort_as_bfloat16(0x8000)
#define CUDART_ZERO_BF16 __ushort_as_bfloat16(0x0000)
#define CUDART_ONE_BF16 __ushort_as_bfloat16(0x3f80)
#ifdef PREP_SIM_LINT
#pragma clang force_cuda_host_device end
#endif
