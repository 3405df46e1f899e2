// expect: sim=passed gpu=passed
// Step 2, 16-byte accesses: four neighbours per thread share a division; 32 bytes in flight instead of 8.
// x, res and y are flat, so only the bias minds that a quad may reach over the end of a row when 4 does not
// divide cols.
#include <cuda_runtime.h>

__device__ float gelu(float v) { return 0.5f * v * (1.0f + erff(v * 0.70710678f)); }

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
__global__ void fused_kernel(const float* __restrict__ x, const float* __restrict__ bias,
                             const float* __restrict__ res, float* __restrict__ y, int n, int cols) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x, quads = n / 4;
  if (i < quads) {
    const float4 v = reinterpret_cast<const float4*>(x)[i];
    const float4 r = reinterpret_cast<const float4*>(res)[i];
    const float4 b = load_bias<kWholeQuads>(bias, 4 * i % cols, cols);
    reinterpret_cast<float4*>(y)[i] = make_float4(gelu(v.x + b.x) + r.x, gelu(v.y + b.y) + r.y,
                                                  gelu(v.z + b.z) + r.z, gelu(v.w + b.w) + r.w);
  }
  const int tail = 4 * quads + i;
  if (i < 4 && tail < n) y[tail] = gelu(x[tail] + bias[tail % cols]) + res[tail];
}

extern "C" void fused_bias_gelu_residual(const float* x, const float* bias, const float* res, float* y,
                                         int rows, int cols) {
  const int n = rows * cols;
  if (n == 0) return;
  const int blocks = ((n + 3) / 4 + 255) / 256;
  if (cols % 4 == 0)
    fused_kernel<true><<<blocks, 256>>>(x, bias, res, y, n, cols);
  else
    fused_kernel<false><<<blocks, 256>>>(x, bias, res, y, n, cols);
}
