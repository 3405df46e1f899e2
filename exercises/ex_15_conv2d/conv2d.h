// The contract of ex_15. Included before your file, whether you include it or not.
#pragma once

// 2D convolution as deep learning means it (a cross-correlation, the kernel is not flipped), fp32 throughout:
//
//   y[n][k][i][j] = bias[k] + sum over c, r, s of  x[n][c][i * stride - pad + r][j * stride - pad + s] *
//   w[k][c][r][s]
//
// where x counts as 0 outside of its rows and columns. No dilation, one group.
//
// x     device pointer, N x C x H x W            w     K x C x R x S            bias  K
// y     N x K x Ho x Wo,  Ho = (H + 2 pad - R) / stride + 1 and Wo = (W + 2 pad - S) / stride + 1, rounded
// down
//
// N 0 .. 4096 (N = 0: nothing may be launched), C, H, W, K 1 .. 4096, R and S 1 .. 11, stride 1 .. 4, pad 0
// .. 8. H + 2 pad >= R and W + 2 pad >= S. At most 2^30 elements per array. All pointers are 256-byte
// aligned, y overlaps no input, and the inputs stay unchanged.
//
// Accuracy: |error| <= (C R S + 2) * 2^-24 * (sum|x w| + |bias|), what fp32 in any order of summation keeps.
// Called from the host. The work may still run when the function returns: the caller synchronises.
extern "C" void conv2d(const float* x, const float* w, const float* bias, float* y, int N, int C, int H,
                       int W, int K, int R, int S, int stride, int pad);
