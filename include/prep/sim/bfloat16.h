// __nv_bfloat16: the upper half of a float (8 exponent bits, 7 of fraction), and __nv_bfloat162.
#pragma once
#pragma GCC system_header
#include <prep/sim/cuda.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif
#include <prep/sim/float_formats.h>
#include <prep/sim/small_float.h>

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
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
