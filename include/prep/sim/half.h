// __half: IEEE binary16 (5 exponent bits, 10 of fraction), and __half2.
#pragma once
#pragma GCC system_header
#include <prep/sim/cuda.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif
#include <prep/sim/float_formats.h>
#include <prep/sim/small_float.h>

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
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
