// One pass, four neighbours per thread. x, res and y are one flat array each, so their float4 views need no
// care at row ends; only the bias depends on the column, and a quad may reach over the end of a row unless 4
// divides cols. One division serves four elements. More per thread did not pay: variants/03 and 04.
#include <cuda_runtime.h>

namespace {

constexpr int kThreads = 256;

__device__ __forceinline__ float gelu(float v) {
  constexpr float kInverseSqrt2 = 0.70710678118654752f;
  return 0.5f * v * (1.0f + erff(v * kInverseSqrt2));
}

// The biases of four neighbours that start in column col. kWholeQuads: 4 divides cols, so one aligned load
// fetches them.
template <bool kWholeQuads>
__device__ __forceinline__ float4 load_bias(const float* bias, int col, int cols) {
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
  const int i = blockIdx.x * kThreads + threadIdx.x;
  const int quads = n / 4;
  if (i < quads) {
    const float4 v = reinterpret_cast<const float4*>(x)[i];
    const float4 r = reinterpret_cast<const float4*>(res)[i];
    // Unsigned: a remainder without a sign costs fewer instructions.
    const int col = static_cast<int>(static_cast<unsigned>(4 * i) % static_cast<unsigned>(cols));
    const float4 b = load_bias<kWholeQuads>(bias, col, cols);
    reinterpret_cast<float4*>(y)[i] = make_float4(gelu(v.x + b.x) + r.x, gelu(v.y + b.y) + r.y,
                                                  gelu(v.z + b.z) + r.z, gelu(v.w + b.w) + r.w);
  }

  // The last 0 to 3 elements do not fill a quad.
  const int tail = 4 * quads + i;
  if (i < 4 && tail < n) y[tail] = gelu(x[tail] + bias[tail % cols]) + res[tail];
}

}  // namespace

extern "C" void fused_bias_gelu_residual(const float* x, const float* bias, const float* res, float* y,
                                         int rows, int cols) {
  const int n = rows * cols;
  if (n == 0) return;
  constexpr int kPerBlock = 4 * kThreads;
  const int blocks = n / kPerBlock + (n % kPerBlock != 0 ? 1 : 0);
  if (cols % 4 == 0)
    fused_kernel<true><<<blocks, kThreads>>>(x, bias, res, y, n, cols);
  else
    fused_kernel<false><<<blocks, kThreads>>>(x, bias, res, y, n, cols);
}
