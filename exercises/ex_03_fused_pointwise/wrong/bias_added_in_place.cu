// expect: sim=input_modified gpu=input_modified
// A first kernel adds the bias to x where it stands, to save a temporary: x belongs to the caller.
#include <cuda_runtime.h>

__device__ float gelu(float v) { return 0.5f * v * (1.0f + erff(v * 0.70710678f)); }

__global__ void add_bias(float* x, const float* bias, int n, int cols) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] += bias[i % cols];
}

__global__ void gelu_residual(const float* x, const float* res, float* y, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = gelu(x[i]) + res[i];
}

extern "C" void fused_bias_gelu_residual(const float* x, const float* bias, const float* res, float* y, int rows,
                                         int cols) {
  const int n = rows * cols;
  if (n == 0) return;
  add_bias<<<(n + 255) / 256, 256>>>(const_cast<float*>(x), bias, n, cols);
  gelu_residual<<<(n + 255) / 256, 256>>>(x, res, y, n);
}
