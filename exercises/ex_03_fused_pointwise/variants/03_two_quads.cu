// expect: sim=passed gpu=passed
// A step too far: two quads of x and of res are loaded before the first erff, 64 bytes per thread. With one
// quad each, 64 warps already had enough under way; this is half a percent slower than the solution.
#include <cuda_runtime.h>

__device__ float gelu(float v) { return 0.5f * v * (1.0f + erff(v * 0.70710678f)); }

constexpr int kThreads = 256, kQuads = 2;

template <bool kWholeQuads>
__device__ float4 load_bias(const float* bias, int col, int cols) {
  if constexpr (kWholeQuads) return *reinterpret_cast<const float4*>(bias + col);
  float4 b;
  b.x = bias[col];
  b.y = bias[col = col + 1 < cols ? col + 1 : 0];
  b.z = bias[col = col + 1 < cols ? col + 1 : 0];
  b.w = bias[col = col + 1 < cols ? col + 1 : 0];
  return b;
}

template <bool kWholeQuads>
__global__ void __launch_bounds__(kThreads)
    fused_kernel(const float* __restrict__ x, const float* __restrict__ bias, const float* __restrict__ res,
                 float* __restrict__ y, int n, int cols) {
  const int first = blockIdx.x * kThreads * kQuads + threadIdx.x, quads = n / 4;
  float4 v[kQuads], r[kQuads];
#pragma unroll
  for (int q = 0; q < kQuads; ++q) {
    const int i = first + q * kThreads;
    if (i < quads) {
      v[q] = reinterpret_cast<const float4*>(x)[i];
      r[q] = reinterpret_cast<const float4*>(res)[i];
    }
  }
#pragma unroll
  for (int q = 0; q < kQuads; ++q) {
    const int i = first + q * kThreads;
    if (i >= quads) break;
    const float4 b =
        load_bias<kWholeQuads>(bias, static_cast<unsigned>(4 * i) % static_cast<unsigned>(cols), cols);
    reinterpret_cast<float4*>(y)[i] = make_float4(gelu(v[q].x + b.x) + r[q].x, gelu(v[q].y + b.y) + r[q].y,
                                                  gelu(v[q].z + b.z) + r[q].z, gelu(v[q].w + b.w) + r[q].w);
  }
  const int tail = 4 * quads + static_cast<int>(threadIdx.x);
  if (blockIdx.x == 0 && tail < n) y[tail] = gelu(x[tail] + bias[tail % cols]) + res[tail];
}

extern "C" void fused_bias_gelu_residual(const float* x, const float* bias, const float* res, float* y,
                                         int rows, int cols) {
  const int n = rows * cols;
  if (n == 0) return;
  const int blocks = ((n + 3) / 4 + kThreads * kQuads - 1) / (kThreads * kQuads);
  if (cols % 4 == 0)
    fused_kernel<true><<<blocks, kThreads>>>(x, bias, res, y, n, cols);
  else
    fused_kernel<false><<<blocks, kThreads>>>(x, bias, res, y, n, cols);
}
