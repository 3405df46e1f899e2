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
using __nv_bfloat16 = ::prep::sim::SmallFloat<__nv_bfloat16_format>;
using __nv_bfloat162 = ::prep::sim::SmallFloatPair<__nv_bfloat16_format>;
using nv_bfloat16 = __nv_bfloat16;
using nv_bfloat162 = __nv_bfloat162;
PREP_SIM_SMALL_FLOAT_NAMES(__nv_bfloat16, __nv_bfloat162, bfloat16, bfloat162)
#ifdef PREP_SIM_LINT
#pragma clang force_cuda_host_device end
#endif
