// expect: sim=wrong_answer gpu=wrong_answer
// erf rounded to half precision: 11 bits where the contract asks for 20.
#include <cuda_fp16.h>
#include <cuda_runtime.h>

__device__ float gelu(float v) {
  const float e = __half2float(__float2half_rn(erff(v * 0.70710678f)));
  return 0.5f * v * (1.0f + e);
}

__global__ void fused_kernel(const float* x, const float* bias, const float* res, float* y, int n, int cols) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = gelu(x[i] + bias[i % cols]) + res[i];
}

extern "C" void fused_bias_gelu_residual(const float* x, const float* bias, const float* res, float* y, int rows,
                                         int cols) {
  const int n = rows * cols;
  if (n == 0) return;
  fused_kernel<<<(n + 255) / 256, 256>>>(x, bias, res, y, n, cols);
}
