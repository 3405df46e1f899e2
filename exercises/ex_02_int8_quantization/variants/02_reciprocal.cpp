// expect: host=passed
// Multiplies by 1/scale and rounds with lrint: one division per group. Off by one code only beside exact
// halves.
#include <algorithm>
#include <cfloat>
#include <cmath>

#include "int8_quantization.h"

static int64_t size_of_group(int rows, int cols, q_granularity g) {
  return g == Q_PER_CHANNEL ? cols : int64_t{rows} * cols;
}

void q_choose(const float* x, int rows, int cols, q_scheme scheme, q_granularity g, float* scale,
              int32_t* zero) {
  const int64_t size = size_of_group(rows, cols, g), groups = int64_t{rows} * cols / size;
  for (int64_t group = 0; group < groups; ++group) {
    float low = 0.0f, high = 0.0f;
    for (int64_t i = group * size; i < (group + 1) * size; ++i)
      low = std::min(low, x[i]), high = std::max(high, x[i]);
    const float step = scheme == Q_SYMMETRIC ? std::max(-low, high) / 127.0f : (high - low) / 255.0f;
    scale[group] = step < FLT_MIN ? 1.0f : step;
    zero[group] =
        scheme == Q_SYMMETRIC
            ? 0
            : static_cast<int32_t>(std::clamp(std::lrint(-128.0f - low / scale[group]), -128l, 127l));
  }
}

void q_quantize(const float* x, int rows, int cols, const float* scale, const int32_t* zero, q_granularity g,
                int8_t* q) {
  const int64_t size = size_of_group(rows, cols, g), all = int64_t{rows} * cols;
  for (int64_t start = 0, group = 0; start < all; start += size, ++group) {
    const float inverse = 1.0f / scale[group], shift = static_cast<float>(zero[group]);
    for (int64_t i = start; i < start + size; ++i)
      q[i] = static_cast<int8_t>(std::clamp(std::nearbyint(x[i] * inverse) + shift, -128.0f, 127.0f));
  }
}

void q_dequantize(const int8_t* q, int rows, int cols, const float* scale, const int32_t* zero,
                  q_granularity g, float* x) {
  const int64_t size = size_of_group(rows, cols, g), all = int64_t{rows} * cols;
  for (int64_t start = 0, group = 0; start < all; start += size, ++group) {
    // scale * q - scale * zero would round twice and lose the exact 0; the difference of two codes is exact.
    for (int64_t i = start; i < start + size; ++i)
      x[i] = scale[group] * static_cast<float>(q[i] - zero[group]);
  }
}
