// expect: host=passed
// Plain and exact, one pass per function. lrint is a call per value, and the running minimum and maximum are
// one chain each: neither loop is vectorised.
#include <algorithm>
#include <cfloat>
#include <cmath>

#include "int8_quantization.h"

namespace {

struct Groups {
  int count;
  int64_t size;  // values per group; groups are contiguous
};

Groups groups_of(int rows, int cols, q_granularity granularity) {
  if (granularity == Q_PER_CHANNEL) return {rows, cols};
  return {1, int64_t{rows} * cols};
}

// Below FLT_MIN the quotient x / scale loses its meaning (0 divides by zero), and nothing is lost by calling
// such a group zero.
float usable(float scale) { return scale < FLT_MIN ? 1.0f : scale; }

}  // namespace

void q_choose(const float* x, int rows, int cols, q_scheme scheme, q_granularity granularity, float* scale,
              int32_t* zero) {
  const auto [count, size] = groups_of(rows, cols, granularity);
  for (int group = 0; group < count; ++group) {
    const float* values = x + group * size;
    // Starting at 0 widens the range to contain 0, so that padding, ReLU's zeros and masks stay exact.
    float low = 0.0f, high = 0.0f;
    for (int64_t i = 0; i < size; ++i) {
      low = std::min(low, values[i]);
      high = std::max(high, values[i]);
    }
    if (scheme == Q_SYMMETRIC) {
      // 127, not 128: code 128 does not exist, and a range without -128 stays symmetric.
      scale[group] = usable(std::max(-low, high) / 127.0f);
      zero[group] = 0;
    } else {
      scale[group] = usable((high - low) / 255.0f);
      const float exact = std::nearbyint(-128.0f - low / scale[group]);
      zero[group] = static_cast<int32_t>(std::clamp(exact, -128.0f, 127.0f));
    }
  }
}

void q_quantize(const float* x, int rows, int cols, const float* scale, const int32_t* zero,
                q_granularity granularity, int8_t* q) {
  const auto [count, size] = groups_of(rows, cols, granularity);
  for (int group = 0; group < count; ++group) {
    const float step = scale[group];
    const float* from = x + group * size;
    int8_t* to = q + group * size;
    for (int64_t i = 0; i < size; ++i) {
      // Bounded while still a float: converting a value that the integer type cannot hold is undefined. 1000
      // is beyond every code for every zero point.
      const float quotient = std::clamp(from[i] / step, -1000.0f, 1000.0f);
      to[i] = static_cast<int8_t>(std::clamp(std::lrint(quotient) + zero[group], -128L, 127L));
    }
  }
}

void q_dequantize(const int8_t* q, int rows, int cols, const float* scale, const int32_t* zero,
                  q_granularity granularity, float* x) {
  const auto [count, size] = groups_of(rows, cols, granularity);
  for (int group = 0; group < count; ++group) {
    const float step = scale[group];
    const int shift = zero[group];
    const int8_t* from = q + group * size;
    float* to = x + group * size;
    for (int64_t i = 0; i < size; ++i) to[i] = step * static_cast<float>(from[i] - shift);
  }
}
