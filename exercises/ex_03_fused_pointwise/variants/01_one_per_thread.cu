// expect: sim=passed gpu=passed
// Step 0, one kernel instead of three: one element per thread, its column by a remainder; the values in
// between stay in registers. 12 bytes per element instead of 28, but a thread has 8 bytes under way, and each
// pays for its own division.
#include <cuda_runtime.h>

__device__ float gelu(float v) { return 0.5f * v * (1.0f + erff(v * 0.70710678f)); }

__global__ void fused_kernel(const float* x, const float* bias, const float* res, float* y, int n, int cols) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = gelu(x[i] + bias[i % cols]) + res[i];
}

extern "C" void fused_bias_gelu_residual(const float* x, const float* bias, const float* res, float* y,
                                         int rows, int cols) {
  const int n = rows * cols;
  if (n == 0) return;
  fused_kernel<<<(n + 255) / 256, 256>>>(x, bias, res, y, n, cols);
}
