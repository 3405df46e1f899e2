// expect: sim=passed gpu=too_slow
// Step 3 of the ladder, what most people draw on a whiteboard. A block computes 16 x 16 pixels of 8 output
// channels. Per input channel it fetches the pixels that these need, with the halo around them, once; beyond
// the image the tile holds zeros, so the loop over the taps tests nothing.
#include <cuda_runtime.h>

constexpr int kSide = 16, kThreads = kSide * kSide, kOut = 8;

struct Conv {
  int C, H, W, K, R, S, stride, pad, Ho, Wo;
};

__global__ void __launch_bounds__(kThreads) conv2d_kernel(const float* x, const float* w, const float* bias,
                                                          float* y, Conv d, int tiles_x, int tiles_y) {
  extern __shared__ float shared[];  // the tile with its halo, then the weights
  const int tile_h = (kSide - 1) * d.stride + d.R, tile_w = (kSide - 1) * d.stride + d.S, taps = d.R * d.S;
  float *tile = shared, *weight = shared + tile_h * tile_w;
  const int n = blockIdx.x / (tiles_x * tiles_y), first_k = blockIdx.y * kOut;
  const int first_i = blockIdx.x / tiles_x % tiles_y * kSide, first_j = blockIdx.x % tiles_x * kSide;
  const int i = threadIdx.x / kSide, j = threadIdx.x % kSide;

  float sum[kOut];
#pragma unroll
  for (int o = 0; o < kOut; ++o) sum[o] = first_k + o < d.K ? bias[first_k + o] : 0.0f;
  for (int c = 0; c < d.C; ++c) {
    const float* plane = x + (static_cast<long long>(n) * d.C + c) * d.H * d.W;
    for (int e = threadIdx.x; e < tile_h * tile_w; e += kThreads) {
      const int h = first_i * d.stride - d.pad + e / tile_w, v = first_j * d.stride - d.pad + e % tile_w;
      tile[e] = h >= 0 && h < d.H && v >= 0 && v < d.W ? plane[h * d.W + v] : 0.0f;
    }
    for (int e = threadIdx.x; e < kOut * taps; e += kThreads) {
      const int o = e % kOut, tap = e / kOut;
      weight[e] = first_k + o < d.K ? w[(static_cast<long long>(first_k + o) * d.C + c) * taps + tap] : 0.0f;
    }
    __syncthreads();
    for (int r = 0; r < d.R; ++r) {
      for (int s = 0; s < d.S; ++s) {
        const float value = tile[(i * d.stride + r) * tile_w + j * d.stride + s];
        const float* from = weight + (r * d.S + s) * kOut;
#pragma unroll
        for (int o = 0; o < kOut; ++o) sum[o] += value * from[o];
      }
    }
    __syncthreads();  // the next channel overwrites both
  }
  if (first_i + i >= d.Ho || first_j + j >= d.Wo) return;
#pragma unroll
  for (int o = 0; o < kOut; ++o) {
    if (first_k + o >= d.K) return;
    y[((static_cast<long long>(n) * d.K + first_k + o) * d.Ho + first_i + i) * d.Wo + first_j + j] = sum[o];
  }
}

extern "C" void conv2d(const float* x, const float* w, const float* bias, float* y, int N, int C, int H,
                       int W, int K, int R, int S, int stride, int pad) {
  const int Ho = (H + 2 * pad - R) / stride + 1, Wo = (W + 2 * pad - S) / stride + 1;
  if (N == 0) return;
  const int tiles_x = (Wo + kSide - 1) / kSide, tiles_y = (Ho + kSide - 1) / kSide;
  // At most 71 x 71 + 8 x 121 floats, 24 KB.
  const int tile = ((kSide - 1) * stride + R) * ((kSide - 1) * stride + S);
  const dim3 grid(static_cast<unsigned>(N) * tiles_x * tiles_y, (K + kOut - 1) / kOut);
  conv2d_kernel<<<grid, kThreads, (tile + kOut * R * S) * sizeof(float)>>>(
      x, w, bias, y, {C, H, W, K, R, S, stride, pad, Ho, Wo}, tiles_x, tiles_y);
}
