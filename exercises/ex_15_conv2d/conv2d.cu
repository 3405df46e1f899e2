// 2D convolution, NCHW. Judge it with: prep run ex_15
//
// Before you write: say aloud what you would ask an interviewer. Which layout? Is the kernel flipped? Padding
// with what? How is the output size rounded? The answers are in conv2d.h (prep show ex_15 prints it).
//
// Then count: one output is C * R * S multiply-adds, and as written below two loads each. Neighbouring
// outputs use nearly the same inputs, and all outputs of a channel use the same weights. So:
//   1. get every edge right with one thread per output;
//   2. let a thread compute several output channels of one pixel: a value of x is loaded once and used for
//   all of them;
//   3. then share: tiles of x with their halo, or the view as a matrix product (K x CRS times CRS x pixels).
#include <cuda_runtime.h>

__global__ void conv2d_kernel(const float* x, const float* w, const float* bias, float* y, int N, int C,
                              int H, int W, int K, int R, int S, int stride, int pad, int Ho, int Wo) {
  const int index = blockIdx.x * blockDim.x + threadIdx.x;
  if (index >= N * K * Ho * Wo) return;
  const int j = index % Wo, i = index / Wo % Ho, k = index / (Wo * Ho) % K, n = index / (Wo * Ho * K);
  float sum = bias[k];
  for (int c = 0; c < C; ++c) {
    for (int r = 0; r < R; ++r) {
      for (int s = 0; s < S; ++s) {
        // TODO: which row and column of x is this, for this stride and padding? And what if it lies outside?
        sum += x[((n * C + c) * H + i + r) * W + j + s] * w[((k * C + c) * R + r) * S + s];
      }
    }
  }
  y[index] = sum;
}

extern "C" void conv2d(const float* x, const float* w, const float* bias, float* y, int N, int C, int H,
                       int W, int K, int R, int S, int stride, int pad) {
  // TODO: this is the size for stride 1 without padding.
  const int Ho = H - R + 1, Wo = W - S + 1;
  const int outputs = N * K * Ho * Wo, threads = 256;
  if (outputs <= 0) return;  // a grid of 0 blocks is an error
  conv2d_kernel<<<(outputs + threads - 1) / threads, threads>>>(x, w, bias, y, N, C, H, W, K, R, S, stride,
                                                                pad, Ho, Wo);
}
