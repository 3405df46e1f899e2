// expect: host=passed
// 16 values at a time with SSE2, which every x86-64 has: cvtps rounds half to even, the two packs saturate.
// Gold.
#include <emmintrin.h>

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "int8_quantization.h"

namespace {

struct Range {
  float low, high;
};

// Four independent pairs of running bounds: a single one would wait for the latency of min at every step.
Range range_with_zero(const float* x, int64_t n) {
  __m128 low[4], high[4];
  for (int k = 0; k < 4; ++k) low[k] = high[k] = _mm_setzero_ps();
  int64_t i = 0;
  for (; i + 16 <= n; i += 16) {
    for (int k = 0; k < 4; ++k) {
      const __m128 v = _mm_loadu_ps(x + i + 4 * k);
      low[k] = _mm_min_ps(low[k], v);
      high[k] = _mm_max_ps(high[k], v);
    }
  }
  alignas(16) float lows[4], highs[4];
  _mm_store_ps(lows, _mm_min_ps(_mm_min_ps(low[0], low[1]), _mm_min_ps(low[2], low[3])));
  _mm_store_ps(highs, _mm_max_ps(_mm_max_ps(high[0], high[1]), _mm_max_ps(high[2], high[3])));
  Range range{*std::min_element(lows, lows + 4), *std::max_element(highs, highs + 4)};
  for (; i < n; ++i) range = {std::min(range.low, x[i]), std::max(range.high, x[i])};
  return range;
}

float usable(float scale) { return scale < FLT_MIN ? 1.0f : scale; }

int8_t code_of(float x, float scale, int32_t zero) {
  return static_cast<int8_t>(
      std::clamp(std::nearbyint(x / scale) + static_cast<float>(zero), -128.0f, 127.0f));
}

void quantize_group(const float* x, int64_t n, float scale, int32_t zero, int8_t* q) {
  const __m128 step = _mm_set1_ps(scale), bound = _mm_set1_ps(1000.0f), minus_bound = _mm_set1_ps(-1000.0f);
  const __m128i shift = _mm_set1_epi32(zero);
  const auto four = [&](const float* at) {
    // Bounded before the conversion: cvtps turns everything outside of int32 into INT_MIN.
    const __m128 t = _mm_div_ps(_mm_loadu_ps(at), step);
    return _mm_add_epi32(_mm_cvtps_epi32(_mm_max_ps(_mm_min_ps(t, bound), minus_bound)), shift);
  };
  int64_t i = 0;
  for (; i + 16 <= n; i += 16) {
    const __m128i first = _mm_packs_epi32(four(x + i), four(x + i + 4));
    const __m128i second = _mm_packs_epi32(four(x + i + 8), four(x + i + 12));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(q + i), _mm_packs_epi16(first, second));
  }
  for (; i < n; ++i) q[i] = code_of(x[i], scale, zero);
}

void dequantize_group(const int8_t* q, int64_t n, float scale, int32_t zero, float* x) {
  const __m128 step = _mm_set1_ps(scale);
  const __m128i shift = _mm_set1_epi32(zero);
  int64_t i = 0;
  for (; i + 16 <= n; i += 16) {
    const __m128i codes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(q + i));
    // Unpacking a value with itself and shifting right copies its sign: int8 to int16 to int32.
    const __m128i pair[2] = {_mm_srai_epi16(_mm_unpacklo_epi8(codes, codes), 8),
                             _mm_srai_epi16(_mm_unpackhi_epi8(codes, codes), 8)};
    for (int half = 0; half < 2; ++half) {
      const __m128i wide[2] = {_mm_srai_epi32(_mm_unpacklo_epi16(pair[half], pair[half]), 16),
                               _mm_srai_epi32(_mm_unpackhi_epi16(pair[half], pair[half]), 16)};
      for (int k = 0; k < 2; ++k)
        _mm_storeu_ps(x + i + 8 * half + 4 * k,
                      _mm_mul_ps(step, _mm_cvtepi32_ps(_mm_sub_epi32(wide[k], shift))));
    }
  }
  for (; i < n; ++i) x[i] = scale * static_cast<float>(q[i] - zero);
}

}  // namespace

void q_choose(const float* x, int rows, int cols, q_scheme scheme, q_granularity granularity, float* scale,
              int32_t* zero) {
  const int groups = granularity == Q_PER_CHANNEL ? rows : 1;
  const int64_t size = int64_t{rows} * cols / groups;
  for (int group = 0; group < groups; ++group) {
    const auto [low, high] = range_with_zero(x + group * size, size);
    scale[group] = usable(scheme == Q_SYMMETRIC ? std::max(-low, high) / 127.0f : (high - low) / 255.0f);
    zero[group] = scheme == Q_SYMMETRIC ? 0 : code_of(-low, scale[group], -128);
  }
}

void q_quantize(const float* x, int rows, int cols, const float* scale, const int32_t* zero,
                q_granularity granularity, int8_t* q) {
  const int groups = granularity == Q_PER_CHANNEL ? rows : 1;
  const int64_t size = int64_t{rows} * cols / groups;
  for (int g = 0; g < groups; ++g) quantize_group(x + g * size, size, scale[g], zero[g], q + g * size);
}

void q_dequantize(const int8_t* q, int rows, int cols, const float* scale, const int32_t* zero,
                  q_granularity granularity, float* x) {
  const int groups = granularity == Q_PER_CHANNEL ? rows : 1;
  const int64_t size = int64_t{rows} * cols / groups;
  for (int g = 0; g < groups; ++g) dequantize_group(q + g * size, size, scale[g], zero[g], x + g * size);
}
