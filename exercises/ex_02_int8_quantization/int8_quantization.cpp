// int8 quantization: choose a scale, quantize, dequantize. Judge it with: prep run ex_02
//
// The contract is in int8_quantization.h; read the three formulas there first. Work in this order:
//   1. q_dequantize, one line per element;
//   2. q_quantize: mind the order of divide, round, shift, saturate;
//   3. q_choose: mind the range that must contain 0, and the group of zeros.
#include "int8_quantization.h"

#include <cmath>

void q_choose(const float* x, int rows, int cols, q_scheme scheme, q_granularity granularity, float* scale,
              int32_t* zero) {
  // A group is a row or the whole matrix. Both are contiguous, so one loop over groups serves both.
  const int groups = granularity == Q_PER_CHANNEL ? rows : 1;
  const int64_t group_size = int64_t{rows} * cols / groups;
  for (int group = 0; group < groups; ++group) {
    [[maybe_unused]] const float* values = x + group * group_size;
    // TODO: find max|x| (symmetric) or the range (asymmetric) of values[0 .. group_size).
    // TODO: derive scale and zero point. What if every value is 0?
    (void)scheme;
    scale[group] = 1.0f;
    zero[group] = 0;
  }
}

void q_quantize(const float* x, int rows, int cols, const float* scale, const int32_t* zero,
                q_granularity granularity, int8_t* q) {
  for (int row = 0; row < rows; ++row) {
    const int group = granularity == Q_PER_CHANNEL ? row : 0;
    for (int col = 0; col < cols; ++col) {
      const int64_t i = int64_t{row} * cols + col;
      // TODO: this truncates and wraps. What does 2.5 become, and what does 1e9 become?
      q[i] = static_cast<int8_t>(static_cast<int>(x[i] / scale[group]) + zero[group]);
    }
  }
}

void q_dequantize(const int8_t* q, int rows, int cols, const float* scale, const int32_t* zero,
                  q_granularity granularity, float* x) {
  (void)scale, (void)zero, (void)granularity;
  for (int64_t i = 0; i < int64_t{rows} * cols; ++i) {
    x[i] = q[i];  // TODO: undo the shift and the scale.
  }
}
