// expect: sim=passed gpu=too_slow
// Step 1 of the ladder. One thread per output, neighbours along a row: two loads per multiply-add, from L1.
#include <cuda_runtime.h>

constexpr int kThreads = 256;

__global__ void conv2d_kernel(const float* x, const float* w, const float* bias, float* y, int outputs, int C,
                              int H, int W, int K, int R, int S, int stride, int pad, int Ho, int Wo) {
  const int index = blockIdx.x * kThreads + threadIdx.x;
  if (index >= outputs) return;
  const int j = index % Wo, i = index / Wo % Ho, k = index / (Wo * Ho) % K, n = index / (Wo * Ho * K);
  float sum = bias[k];
  for (int c = 0; c < C; ++c) {
    for (int r = 0; r < R; ++r) {
      const int h = i * stride - pad + r;
      if (h < 0 || h >= H) continue;
      for (int s = 0; s < S; ++s) {
        const int v = j * stride - pad + s;
        if (v >= 0 && v < W) sum += x[((n * C + c) * H + h) * W + v] * w[((k * C + c) * R + r) * S + s];
      }
    }
  }
  y[index] = sum;
}

extern "C" void conv2d(const float* x, const float* w, const float* bias, float* y, int N, int C, int H,
                       int W, int K, int R, int S, int stride, int pad) {
  const int Ho = (H + 2 * pad - R) / stride + 1, Wo = (W + 2 * pad - S) / stride + 1,
            outputs = N * K * Ho * Wo;
  if (outputs == 0) return;
  const int blocks = (outputs + kThreads - 1) / kThreads;
  conv2d_kernel<<<blocks, kThreads>>>(x, w, bias, y, outputs, C, H, W, K, R, S, stride, pad, Ho, Wo);
}
