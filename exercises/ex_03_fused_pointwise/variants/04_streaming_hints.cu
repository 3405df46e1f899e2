// expect: sim=passed gpu=passed
// Two steps too far: one division for both quads of variants/03, and streaming hints that should keep the bias
// in the caches. It is there anyway, and the hints cost 10 % on an H200: measure a hint before you keep it.
#include <cuda_runtime.h>

namespace {

constexpr int kThreads = 256;
constexpr int kQuads = 2;  // of x and of res per thread, all loaded before the first erff

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

// step: by how many columns the second quad of a thread is further on, modulo cols. Found once on the host,
// it leaves one division per thread.
template <bool kWholeQuads>
__global__ void __launch_bounds__(kThreads)
    fused_kernel(const float* __restrict__ x, const float* __restrict__ bias, const float* __restrict__ res,
                 float* __restrict__ y, int n, int cols, int step) {
  const float4* x4 = reinterpret_cast<const float4*>(x);
  const float4* res4 = reinterpret_cast<const float4*>(res);
  float4* y4 = reinterpret_cast<float4*>(y);
  const int first = blockIdx.x * kThreads * kQuads + threadIdx.x;
  const int quads = n / 4;

  float4 v[kQuads], r[kQuads];
#pragma unroll
  for (int q = 0; q < kQuads; ++q) {
    const int i = first + q * kThreads;
    if (i < quads) {
      v[q] = __ldcs(x4 + i);
      r[q] = __ldcs(res4 + i);
    }
  }
  // Unsigned: a remainder without a sign costs fewer instructions.
  int col = static_cast<int>(static_cast<unsigned>(4 * first) % static_cast<unsigned>(cols));
#pragma unroll
  for (int q = 0; q < kQuads; ++q) {
    const int i = first + q * kThreads;
    if (i >= quads) break;
    const float4 b = load_bias<kWholeQuads>(bias, col, cols);
    __stcs(y4 + i, make_float4(gelu(v[q].x + b.x) + r[q].x, gelu(v[q].y + b.y) + r[q].y,
                               gelu(v[q].z + b.z) + r[q].z, gelu(v[q].w + b.w) + r[q].w));
    col += step;
    if (col >= cols) col -= cols;
  }

  // The last 0 to 3 elements do not fill a quad.
  const int tail = 4 * quads + static_cast<int>(threadIdx.x);
  if (blockIdx.x == 0 && tail < n) y[tail] = gelu(x[tail] + bias[tail % cols]) + res[tail];
}

}  // namespace

extern "C" void fused_bias_gelu_residual(const float* x, const float* bias, const float* res, float* y,
                                         int rows, int cols) {
  const int n = rows * cols;
  if (n == 0) return;
  constexpr int kPerBlock = 4 * kThreads * kQuads;
  const int blocks = n / kPerBlock + (n % kPerBlock != 0 ? 1 : 0);
  const int step = 4 * kThreads % cols;
  if (cols % 4 == 0)
    fused_kernel<true><<<blocks, kThreads>>>(x, bias, res, y, n, cols, step);
  else
    fused_kernel<false><<<blocks, kThreads>>>(x, bias, res, y, n, cols, step);
}
