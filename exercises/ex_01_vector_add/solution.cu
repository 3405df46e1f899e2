// One float4 of each array per thread, and a thread for every quad. The kernel is limited by memory alone, and
// 2048 threads with two loads of 16 bytes keep 64 KB under way on a multiprocessor: enough. More work per
// thread or hints to the caches made it slower on an H200, see variants/04 and 05.
#include <cuda_runtime.h>

namespace {

constexpr int kThreads = 256;

__global__ void __launch_bounds__(kThreads)
    add_kernel(const float* __restrict__ a, const float* __restrict__ b, float* __restrict__ c, int n) {
  const int i = blockIdx.x * kThreads + threadIdx.x;  // 32 bits are enough: n / 4 is at most 2^28
  const int quads = n / 4;
  if (i < quads) {
    // The contract promises 256-byte alignment, which makes the float4 view legal.
    const float4 x = reinterpret_cast<const float4*>(a)[i];
    const float4 y = reinterpret_cast<const float4*>(b)[i];
    reinterpret_cast<float4*>(c)[i] = make_float4(x.x + y.x, x.y + y.y, x.z + y.z, x.w + y.w);
  }
  // The last 0 to 3 elements do not fill a float4: the first threads of the grid take one each.
  const int tail = 4 * quads + i;
  if (i < 4 && tail < n) c[tail] = a[tail] + b[tail];
}

}  // namespace

extern "C" void vector_add(const float* a, const float* b, float* c, int n) {
  if (n <= 0) return;
  constexpr int kPerBlock = 4 * kThreads;
  // Rounded up without n + kPerBlock - 1. A block for every piece, not one wave that loops: the hardware
  // hands a new block to whichever multiprocessor is free, so none idles at the end.
  const int blocks = n / kPerBlock + (n % kPerBlock != 0 ? 1 : 0);
  add_kernel<<<blocks, kThreads>>>(a, b, c, n);
}
