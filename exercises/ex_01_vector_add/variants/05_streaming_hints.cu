// expect: sim=passed gpu=passed
// Two steps too far: the streaming hints __ldcs and __stcs on top of the two quads of variants/04. They promise
// that a line is not used again, so that it is the first to be evicted. Nothing here is used again, there is
// nothing to protect, and yet the kernel loses 9 % on an H200: measure a hint before you keep it.
#include <cuda_runtime.h>

namespace {

constexpr int kThreads = 256;
constexpr int kQuads = 2;  // of each array per thread

__device__ __forceinline__ float4 add(float4 x, float4 y) {
  return make_float4(x.x + y.x, x.y + y.y, x.z + y.z, x.w + y.w);
}

__global__ void __launch_bounds__(kThreads)
    add_kernel(const float* __restrict__ a, const float* __restrict__ b, float* __restrict__ c, int n) {
  // The contract promises 256-byte alignment, which makes the float4 view legal.
  const float4* a4 = reinterpret_cast<const float4*>(a);
  const float4* b4 = reinterpret_cast<const float4*>(b);
  float4* c4 = reinterpret_cast<float4*>(c);
  // A block owns kThreads * kQuads neighbouring quads. 32 bits are enough: n / 4 is at most 2^28.
  const int first = blockIdx.x * kThreads * kQuads + threadIdx.x;
  const int quads = n / 4;

  float4 x[kQuads], y[kQuads];
#pragma unroll
  for (int q = 0; q < kQuads; ++q) {
    const int i = first + q * kThreads;
    if (i < quads) {
      x[q] = __ldcs(a4 + i);
      y[q] = __ldcs(b4 + i);
    }
  }
#pragma unroll
  for (int q = 0; q < kQuads; ++q) {
    const int i = first + q * kThreads;
    if (i < quads) __stcs(c4 + i, add(x[q], y[q]));
  }

  // The last 0 to 3 elements do not fill a float4: the first threads of block 0 take one each.
  const int tail = 4 * quads + static_cast<int>(threadIdx.x);
  if (blockIdx.x == 0 && tail < n) c[tail] = a[tail] + b[tail];
}

}  // namespace

extern "C" void vector_add(const float* a, const float* b, float* c, int n) {
  if (n <= 0) return;
  constexpr int kPerBlock = 4 * kThreads * kQuads;
  // Rounded up without n + kPerBlock - 1. A block for every piece, not one wave that loops: the hardware
  // hands a new block to whichever multiprocessor is free, so none idles at the end.
  const int blocks = n / kPerBlock + (n % kPerBlock != 0 ? 1 : 0);
  add_kernel<<<blocks, kThreads>>>(a, b, c, n);
}
