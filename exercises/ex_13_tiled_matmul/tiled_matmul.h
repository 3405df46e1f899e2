// The contract of ex_13: what you write and what the judge calls.
#pragma once

// C = A B:  C[m][n] = sum over k of A[m][k] * B[k][n], fp32 throughout. C is overwritten: it holds garbage before.
//
// A        device pointer, M x K floats, row-major, 256-byte aligned
// B        device pointer, K x N floats
// C        device pointer, M x N floats; overlaps neither A nor B, which must stay unchanged
// M, N, K  0 .. 65,536 each, at most 2^30 elements per matrix. K = 0: an empty sum, so C is all zero.
//          M = 0 or N = 0: nothing may be launched.
//
// Accuracy: |error| <= (K + 1) * 2^-24 * sum|A[m][k] * B[k][n]|, what fp32 in any order of summation keeps. TF32 or fp16
// inputs do not.
// Called from the host. The work may still run when the function returns: the caller synchronises.
extern "C" void matmul(const float* A, const float* B, float* C, int M, int N, int K);
