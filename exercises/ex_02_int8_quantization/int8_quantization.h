// The contract of ex_02. Included before your file, whether you include it or not: a changed signature does
// not compile.
//
// x is a matrix, row-major, rows >= 1, cols >= 1, every value finite and below 1e37 in magnitude. A group
// shares one scale and one zero point:
//   Q_PER_TENSOR   one group, the whole matrix:  scale[0], zero[0]
//   Q_PER_CHANNEL  one group per row:            scale[row], zero[row]
#pragma once
#include <cstdint>

enum q_scheme { Q_SYMMETRIC = 0, Q_ASYMMETRIC = 1 };
enum q_granularity { Q_PER_TENSOR = 0, Q_PER_CHANNEL = 1 };

// Chooses scale and zero point of each group.
//   symmetric:   scale = max|x| / 127, zero = 0
//   asymmetric:  low = min(0, smallest x), high = max(0, largest x): the range is widened until it contains 0
//                scale = (high - low) / 255, zero = clamp(rint(-128 - low / scale), -128, 127)
// A scale that comes out below FLT_MIN (zero, or denormal) is replaced by 1; the zero point then follows from
// that 1.
extern "C" void q_choose(const float* x, int rows, int cols, q_scheme scheme, q_granularity granularity,
                         float* scale, int32_t* zero);

// q = clamp(rint(x / scale) + zero, -128, 127). rint rounds half to even. The zero point is added after
// rounding. Scales and zero points are given (scale >= FLT_MIN, zero in -128..127); x may lie far outside the
// range they were made for.
extern "C" void q_quantize(const float* x, int rows, int cols, const float* scale, const int32_t* zero,
                           q_granularity granularity, int8_t* q);

// x = scale * (q - zero)
extern "C" void q_dequantize(const int8_t* q, int rows, int cols, const float* scale, const int32_t* zero,
                             q_granularity granularity, float* x);
