// The contract of ex_03: what you write and what the judge calls.
#pragma once

// y[r][c] = gelu(x[r][c] + bias[c]) + res[r][c], in one pass over memory.
// gelu(v) = v/2 * (1 + erf(v / sqrt(2))), the exact form (PyTorch's default), not the tanh approximation.
//
// x, res, y   device pointers, rows x cols floats, row-major, 256-byte aligned; y overlaps no input
// bias        device pointer, cols floats, 256-byte aligned
// rows        0 or more; with 0 nothing may be launched
// cols        1 or more; rows * cols is at most 2^30
//
// Accuracy: |error| <= 1e-6 * (1 + |gelu| + |res|). Inputs must stay unchanged.
// Called from the host. The work may still run when the function returns: the caller synchronises.
extern "C" void fused_bias_gelu_residual(const float* x, const float* bias, const float* res, float* y, int rows,
                                         int cols);
