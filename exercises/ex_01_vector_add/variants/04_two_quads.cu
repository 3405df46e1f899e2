// expect: sim=passed gpu=passed
// A step too far: two quads of each array per thread, all loaded before the first use. 64 bytes under way per
// thread instead of 32 sound like more, but a full multiprocessor had enough; each block now waits for twice as
// much before it can store. Half a percent slower than the solution.
#include <cuda_runtime.h>

constexpr int kThreads = 256, kQuads = 2;

__device__ float4 add(float4 x, float4 y) { return make_float4(x.x + y.x, x.y + y.y, x.z + y.z, x.w + y.w); }

__global__ void __launch_bounds__(kThreads)
    add_kernel(const float* __restrict__ a, const float* __restrict__ b, float* __restrict__ c, int n) {
  const float4* a4 = reinterpret_cast<const float4*>(a);
  const float4* b4 = reinterpret_cast<const float4*>(b);
  float4* c4 = reinterpret_cast<float4*>(c);
  const int first = blockIdx.x * kThreads * kQuads + threadIdx.x, quads = n / 4;

  float4 x[kQuads], y[kQuads];
#pragma unroll
  for (int q = 0; q < kQuads; ++q) {
    const int i = first + q * kThreads;
    if (i < quads) x[q] = a4[i], y[q] = b4[i];
  }
#pragma unroll
  for (int q = 0; q < kQuads; ++q) {
    const int i = first + q * kThreads;
    if (i < quads) c4[i] = add(x[q], y[q]);
  }
  const int tail = 4 * quads + static_cast<int>(threadIdx.x);
  if (blockIdx.x == 0 && tail < n) c[tail] = a[tail] + b[tail];
}

extern "C" void vector_add(const float* a, const float* b, float* c, int n) {
  if (n == 0) return;
  const int quads = n / 4 + (n % 4 != 0 ? 1 : 0);
  add_kernel<<<(quads + kThreads * kQuads - 1) / (kThreads * kQuads), kThreads>>>(a, b, c, n);
}
