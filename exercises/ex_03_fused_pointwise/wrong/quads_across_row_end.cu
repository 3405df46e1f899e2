// expect: sim=wrong_answer gpu=wrong_answer
// float4 for the bias too, as if every row were a whole number of quads: wrong columns when 4 does not divide cols.
#include <cuda_runtime.h>

__device__ float gelu(float v) { return 0.5f * v * (1.0f + erff(v * 0.70710678f)); }

__global__ void fused_kernel(const float* x, const float* bias, const float* res, float* y, int n, int cols) {
  const int quad = blockIdx.x * blockDim.x + threadIdx.x;
  if (quad < n / 4 && cols >= 4) {
    const float4 v = reinterpret_cast<const float4*>(x)[quad];
    const float4 r = reinterpret_cast<const float4*>(res)[quad];
    const float4 b = reinterpret_cast<const float4*>(bias)[quad % (cols / 4)];
    reinterpret_cast<float4*>(y)[quad] =
        make_float4(gelu(v.x + b.x) + r.x, gelu(v.y + b.y) + r.y, gelu(v.z + b.z) + r.z, gelu(v.w + b.w) + r.w);
  }
  const int begin = cols >= 4 ? n / 4 * 4 : 0;
  for (int i = begin + quad; i < n; i += gridDim.x * blockDim.x) y[i] = gelu(x[i] + bias[i % cols]) + res[i];
}

extern "C" void fused_bias_gelu_residual(const float* x, const float* bias, const float* res, float* y, int rows,
                                         int cols) {
  const int n = rows * cols;
  if (n == 0) return;
  fused_kernel<<<(n + 255) / 256, 256>>>(x, bias, res, y, n, cols);
}
