// expect: host=wrong_answer
// No saturation: the cast keeps the low eight bits, so 130 becomes -126.
#include <algorithm>
#include <cfloat>
#include <cmath>

#include "int8_quantization.h"

void q_choose(const float* x, int rows, int cols, q_scheme scheme, q_granularity granularity, float* scale,
              int32_t* zero) {
  const int groups = granularity == Q_PER_CHANNEL ? rows : 1;
  const int64_t size = int64_t{rows} * cols / groups;
  for (int g = 0; g < groups; ++g) {
    float low = 0.0f, high = 0.0f;
    for (int64_t i = g * size; i < (g + 1) * size; ++i) {
      low = std::min(low, x[i]);
      high = std::max(high, x[i]);
    }
    const float step = scheme == Q_SYMMETRIC ? std::max(-low, high) / 127.0f : (high - low) / 255.0f;
    scale[g] = step < FLT_MIN ? 1.0f : step;
    const float shift = std::nearbyint(-128.0f - low / scale[g]);
    zero[g] = scheme == Q_SYMMETRIC ? 0 : static_cast<int32_t>(std::clamp(shift, -128.0f, 127.0f));
  }
}

void q_quantize(const float* x, int rows, int cols, const float* scale, const int32_t* zero,
                q_granularity granularity, int8_t* q) {
  for (int row = 0; row < rows; ++row) {
    const int g = granularity == Q_PER_CHANNEL ? row : 0;
    for (int col = 0; col < cols; ++col) {
      const int64_t i = int64_t{row} * cols + col;
      const float code = std::nearbyint(x[i] / scale[g]) + static_cast<float>(zero[g]);
      q[i] = static_cast<int8_t>(static_cast<int64_t>(code));
    }
  }
}

void q_dequantize(const int8_t* q, int rows, int cols, const float* scale, const int32_t* zero,
                  q_granularity granularity, float* x) {
  for (int row = 0; row < rows; ++row) {
    const int g = granularity == Q_PER_CHANNEL ? row : 0;
    for (int col = 0; col < cols; ++col) {
      const int64_t i = int64_t{row} * cols + col;
      x[i] = scale[g] * static_cast<float>(q[i] - zero[g]);
    }
  }
}
