// expect: sim=passed gpu=passed
// Step 2 of the ladder. A thread computes 16 output channels of one pixel: a value of x serves 16
// multiply-adds. The weights of these channels lie in shared memory, 4 input channels at a time, and every
// lane reads the same one.
#include <cuda_runtime.h>

constexpr int kThreads = 128, kOut = 16, kIn = 4, kTaps = 121;

__global__ void __launch_bounds__(kThreads)
    conv2d_kernel(const float* x, const float* w, const float* bias, float* y, int pixels, int C, int H,
                  int W, int K, int R, int S, int stride, int pad, int Ho, int Wo) {
  __shared__ float weight[kIn * kTaps][kOut];
  const int pixel = blockIdx.x * kThreads + threadIdx.x, first_k = blockIdx.y * kOut, taps = R * S;
  const int j = pixel % Wo, i = pixel / Wo % Ho, n = pixel / (Wo * Ho);
  float sum[kOut];
#pragma unroll
  for (int o = 0; o < kOut; ++o) sum[o] = first_k + o < K ? bias[first_k + o] : 0.0f;

  for (int c0 = 0; c0 < C; c0 += kIn) {
    const int channels = min(kIn, C - c0);
    __syncthreads();  // the weights of the channels before are done with
    for (int e = threadIdx.x; e < channels * taps * kOut; e += kThreads) {
      const int o = e % kOut, tap = e / kOut;
      weight[tap][o] =
          first_k + o < K ? w[(static_cast<long long>(first_k + o) * C + c0) * taps + tap] : 0.0f;
    }
    __syncthreads();
    if (pixel >= pixels) continue;  // back to the barrier, not out of the kernel
    for (int c = 0; c < channels; ++c) {
      const float* plane = x + (static_cast<long long>(n) * C + c0 + c) * H * W;
      for (int r = 0; r < R; ++r) {
        const int h = i * stride - pad + r;
        if (h < 0 || h >= H) continue;
        for (int s = 0; s < S; ++s) {
          const int v = j * stride - pad + s;
          if (v < 0 || v >= W) continue;
          const float value = plane[h * W + v];
          const float* from = weight[c * taps + r * S + s];
#pragma unroll
          for (int o = 0; o < kOut; ++o) sum[o] += value * from[o];
        }
      }
    }
  }
  if (pixel >= pixels) return;
#pragma unroll
  for (int o = 0; o < kOut; ++o)
    if (first_k + o < K) y[((static_cast<long long>(n) * K + first_k + o) * Ho + i) * Wo + j] = sum[o];
}

extern "C" void conv2d(const float* x, const float* w, const float* bias, float* y, int N, int C, int H,
                       int W, int K, int R, int S, int stride, int pad) {
  const int Ho = (H + 2 * pad - R) / stride + 1, Wo = (W + 2 * pad - S) / stride + 1, pixels = N * Ho * Wo;
  if (pixels == 0) return;
  const dim3 grid((pixels + kThreads - 1) / kThreads, (K + kOut - 1) / kOut);
  conv2d_kernel<<<grid, kThreads>>>(x, w, bias, y, pixels, C, H, W, K, R, S, stride, pad, Ho, Wo);
}
