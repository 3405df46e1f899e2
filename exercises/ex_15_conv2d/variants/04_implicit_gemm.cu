// expect: sim=passed gpu=passed
// Step 4 of the ladder. The convolution as a matrix product: K output channels x (taps and channels) times
// (taps and channels) x pixels. The second matrix is never written down: its elements are looked up in x when
// a tile is fetched. The product is that of ex_14, 64 x 64 per block and 8 x 8 per thread.
#include <cuda_runtime.h>

constexpr int kTile = 64, kStep = 8, kThreads = 64;

struct Conv {
  int C, H, W, K, R, S, stride, pad, Ho, Wo, pixels;
};

__global__ void __launch_bounds__(kThreads)
    conv2d_kernel(const float* x, const float* w, const float* bias, float* y, Conv d) {
  __shared__ __align__(16) float w_tile[kStep][kTile + 4];
  __shared__ __align__(16) float x_tile[kStep][kTile];
  const int t = threadIdx.x, row = t / 8 * 4, col = t % 8 * 4;
  const int first_p = blockIdx.x * kTile, first_k = blockIdx.y * kTile, taps = d.R * d.S;
  // This thread fetches one pixel's inputs: where its window begins.
  const int p = first_p + t;
  const int h0 = p / d.Wo % d.Ho * d.stride - d.pad, v0 = p % d.Wo * d.stride - d.pad;
  const float* image = x + static_cast<long long>(p / (d.Wo * d.Ho)) * d.C * d.H * d.W;
  const float* weights = w + static_cast<long long>(first_k + t) * d.C * taps;

  float sum[8][8] = {};
  // In the order tap, channel: all 8 steps of a tile belong to one tap, and its position is tested once.
  for (int tap = 0; tap < taps; ++tap) {
    const int h = h0 + tap / d.S, v = v0 + tap % d.S;
    const bool inside = p < d.pixels && h >= 0 && h < d.H && v >= 0 && v < d.W;
    for (int c0 = 0; c0 < d.C; c0 += kStep) {
#pragma unroll
      for (int k = 0; k < kStep; ++k) {
        const int c = c0 + k;
        x_tile[k][t] = inside && c < d.C ? image[(c * d.H + h) * d.W + v] : 0.0f;
        w_tile[k][t] = first_k + t < d.K && c < d.C ? weights[c * taps + tap] : 0.0f;
      }
      __syncthreads();
#pragma unroll
      for (int k = 0; k < kStep; ++k) {
        float a[8], b[8];
        *reinterpret_cast<float4*>(a) = *reinterpret_cast<const float4*>(&w_tile[k][row]);
        *reinterpret_cast<float4*>(a + 4) = *reinterpret_cast<const float4*>(&w_tile[k][row + 32]);
        *reinterpret_cast<float4*>(b) = *reinterpret_cast<const float4*>(&x_tile[k][col]);
        *reinterpret_cast<float4*>(b + 4) = *reinterpret_cast<const float4*>(&x_tile[k][col + 32]);
#pragma unroll
        for (int i = 0; i < 8; ++i) {
#pragma unroll
          for (int j = 0; j < 8; ++j) sum[i][j] += a[i] * b[j];
        }
      }
      __syncthreads();
    }
  }
  const int plane = d.Ho * d.Wo;
#pragma unroll
  for (int j = 0; j < 8; ++j) {
    const int pixel = first_p + col + (j < 4 ? j : 28 + j);
    if (pixel >= d.pixels) return;
    float* out = y + static_cast<long long>(pixel / plane) * d.K * plane + pixel % plane;
#pragma unroll
    for (int i = 0; i < 8; ++i) {
      const int k = first_k + row + (i < 4 ? i : 28 + i);
      if (k < d.K) out[static_cast<long long>(k) * plane] = sum[i][j] + bias[k];
    }
  }
}

extern "C" void conv2d(const float* x, const float* w, const float* bias, float* y, int N, int C, int H,
                       int W, int K, int R, int S, int stride, int pad) {
  const int Ho = (H + 2 * pad - R) / stride + 1, Wo = (W + 2 * pad - S) / stride + 1, pixels = N * Ho * Wo;
  if (pixels == 0) return;
  const dim3 grid((pixels + kTile - 1) / kTile, (K + kTile - 1) / kTile);
  conv2d_kernel<<<grid, kThreads>>>(x, w, bias, y, {C, H, W, K, R, S, stride, pad, Ho, Wo, pixels});
}
