// expect: sim=memory_error gpu=memory_error|wrong_answer
// The bias is chosen by row: wrong values, and past the end of bias when there are more rows than columns.
#include <cuda_runtime.h>

__device__ float gelu(float v) { return 0.5f * v * (1.0f + erff(v * 0.70710678f)); }

__global__ void fused_kernel(const float* x, const float* bias, const float* res, float* y, int n, int cols) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = gelu(x[i] + bias[i / cols]) + res[i];
}

extern "C" void fused_bias_gelu_residual(const float* x, const float* bias, const float* res, float* y, int rows,
                                         int cols) {
  const int n = rows * cols;
  if (n == 0) return;
  fused_kernel<<<(n + 255) / 256, 256>>>(x, bias, res, y, n, cols);
}
