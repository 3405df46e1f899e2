// The contract of ex_14: what you write and what the judge calls.
#pragma once

// C = alpha A B + beta C, row-major, fp32 throughout.
//
// A        device pointer, M x K floats, leading dimension K
// B        device pointer, K x N floats, leading dimension N
// C        device pointer, M x N floats, leading dimension N; overlaps neither A nor B, which stay unchanged
// beta     0: C is only written, never read. It may hold NaN, and 0 times NaN is NaN.
// alpha    0 needs no special case: A and B are finite.
// M, N, K  0 .. 65,536 each, at most 2^30 elements per matrix. K = 0: C = beta C. M = 0 or N = 0: nothing may
// be launched.
//
// The pointers are 256-byte aligned. A row begins at a multiple of 16 bytes only where its length is a
// multiple of 4. Accuracy: |error| <= (K + 3) * 2^-24 * (|alpha| sum|a b| + |beta c|), what fp32 keeps in any
// order of summation. TF32, bf16 and fp16 do not. Called from the host. The work may still run when the
// function returns: the caller synchronises.
extern "C" void sgemm(int M, int N, int K, float alpha, const float* A, const float* B, float beta, float* C);
