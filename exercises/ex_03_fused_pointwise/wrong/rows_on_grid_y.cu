// expect: sim=crashed gpu=crashed
// Rows on grid.y, which ends at 65,535: the launch fails for more rows.
#include <cuda_runtime.h>

__device__ float gelu(float v) { return 0.5f * v * (1.0f + erff(v * 0.70710678f)); }

__global__ void fused_kernel(const float* x, const float* bias, const float* res, float* y, int cols) {
  const int c = blockIdx.x * blockDim.x + threadIdx.x;
  const int i = blockIdx.y * cols + c;
  if (c < cols) y[i] = gelu(x[i] + bias[c]) + res[i];
}

extern "C" void fused_bias_gelu_residual(const float* x, const float* bias, const float* res, float* y, int rows,
                                         int cols) {
  if (rows == 0) return;
  const dim3 grid((cols + 255) / 256, rows);
  fused_kernel<<<grid, 256>>>(x, bias, res, y, cols);
}
