// expect: sim=passed gpu=too_slow
// Not fused: three kernels, 28 bytes per element where 12 would do.
#include <cuda_runtime.h>

__global__ void add_bias(const float* x, const float* bias, float* y, int n, int cols) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = x[i] + bias[i % cols];
}

__global__ void apply_gelu(float* y, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = 0.5f * y[i] * (1.0f + erff(y[i] * 0.70710678f));
}

__global__ void add_residual(float* y, const float* res, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] += res[i];
}

extern "C" void fused_bias_gelu_residual(const float* x, const float* bias, const float* res, float* y, int rows,
                                         int cols) {
  const int n = rows * cols;
  if (n == 0) return;
  const int blocks = (n + 255) / 256;
  add_bias<<<blocks, 256>>>(x, bias, y, n, cols);
  apply_gelu<<<blocks, 256>>>(y, n);
  add_residual<<<blocks, 256>>>(y, res, n);
}
