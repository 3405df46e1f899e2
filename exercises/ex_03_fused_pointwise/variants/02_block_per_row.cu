// expect: sim=passed gpu=passed
// Step 1, no division: a block walks along one row, so the loop counter is the column.
// A division for each element is no small matter: without it the kernel gains a sixth on an H200. Short rows need
// a small block, or most of its threads idle.
#include <cuda_runtime.h>

__device__ float gelu(float v) { return 0.5f * v * (1.0f + erff(v * 0.70710678f)); }

__global__ void fused_kernel(const float* x, const float* bias, const float* res, float* y, int cols) {
  const long long row = static_cast<long long>(blockIdx.x) * cols;
  for (int c = threadIdx.x; c < cols; c += blockDim.x) y[row + c] = gelu(x[row + c] + bias[c]) + res[row + c];
}

extern "C" void fused_bias_gelu_residual(const float* x, const float* bias, const float* res, float* y,
                                         int rows, int cols) {
  const int threads = cols <= 64 ? 32 : 256;
  if (rows > 0) fused_kernel<<<rows, threads>>>(x, bias, res, y, cols);
}
