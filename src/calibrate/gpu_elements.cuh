// Elements of the tensor types: random values and the value behind an element. Random, since a product of
// zeros draws less power and so runs at a better clock than real work.
#pragma once
#include <cuda_bf16.h>
#include <cuda_fp16.h>
#if __has_include(<cuda_fp8.h>)
#include <cuda_fp8.h>
#define PREP_HAS_FP8 1
#endif

#include <cstdint>

namespace prep_calibrate {

__host__ __device__ inline std::uint32_t scrambled(std::uint32_t x) {
  x ^= x >> 16;
  x *= 0x7feb352du;
  x ^= x >> 15;
  x *= 0x846ca68bu;
  return x ^ (x >> 16);
}

// Near the standard normal: the sum of four uniform draws, scaled to variance 1.
__device__ inline float random_normal(std::uint32_t i) {
  float sum = 0;
  for (std::uint32_t draw = 0; draw < 4; ++draw)
    sum += static_cast<float>(scrambled(4 * i + draw) >> 8) * (1.0f / 16777216.0f);
  return (sum - 2.0f) * 1.7320508f;
}

enum class Element { f32, f16, bf16, e4m3, i8, i32 };

__host__ __device__ inline int size_of(Element type) {
  return type == Element::f32 || type == Element::i32    ? 4
         : type == Element::f16 || type == Element::bf16 ? 2
                                                         : 1;
}

__device__ inline void put_random(Element type, void* at, std::size_t i, std::uint32_t seed) {
  const std::uint32_t key = scrambled(seed) + static_cast<std::uint32_t>(i);
  switch (type) {
    case Element::f32:
      static_cast<float*>(at)[i] = random_normal(key);
      break;
    case Element::f16:
      static_cast<__half*>(at)[i] = __float2half(random_normal(key));
      break;
    case Element::bf16:
      static_cast<__nv_bfloat16*>(at)[i] = __float2bfloat16(random_normal(key));
      break;
    case Element::e4m3:
#ifdef PREP_HAS_FP8
      static_cast<__nv_fp8_storage_t*>(at)[i] =
          __nv_cvt_float_to_fp8(random_normal(key), __NV_SATFINITE, __NV_E4M3);
#endif
      break;
    case Element::i8:
      static_cast<std::int8_t*>(at)[i] =
          static_cast<std::int8_t>(static_cast<int>(scrambled(key) % 255u) - 127);
      break;
    case Element::i32:
      break;
  }
}

__device__ inline double value_of(Element type, const void* at, std::size_t i) {
  switch (type) {
    case Element::f32:
      return static_cast<double>(static_cast<const float*>(at)[i]);
    case Element::f16:
      return static_cast<double>(__half2float(static_cast<const __half*>(at)[i]));
    case Element::bf16:
      return static_cast<double>(__bfloat162float(static_cast<const __nv_bfloat16*>(at)[i]));
    case Element::e4m3:
#ifdef PREP_HAS_FP8
      return static_cast<double>(__half2float(
          __half(__nv_cvt_fp8_to_halfraw(static_cast<const __nv_fp8_storage_t*>(at)[i], __NV_E4M3))));
#else
      return 0;
#endif
    case Element::i8:
      return static_cast<const std::int8_t*>(at)[i];
    case Element::i32:
      return static_cast<const std::int32_t*>(at)[i];
  }
  return 0;
}

}  // namespace prep_calibrate
