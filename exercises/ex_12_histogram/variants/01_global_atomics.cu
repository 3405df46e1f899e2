// expect: sim=passed gpu=too_slow
// Step 1 of the ladder. Right and slow: all threads of the device take turns on 256 addresses, which lie in
// 32 lines of L2.
#include <cuda_runtime.h>

constexpr int kThreads = 256;

__global__ void count_kernel(const int* x, int* bins, int n) {
  for (int i = blockIdx.x * kThreads + threadIdx.x; i < n; i += gridDim.x * kThreads) {
    const int v = x[i];
    if (v >= 0 && v < 256) atomicAdd(bins + v, 1);
  }
}

extern "C" void histogram256(const int* x, int* bins, int n) {
  cudaMemsetAsync(bins, 0, 256 * sizeof(int));
  if (n == 0) return;
  const int wanted = (n - 1) / kThreads + 1;
  const int blocks = wanted < 1024 ? wanted : 1024;
  count_kernel<<<blocks, kThreads>>>(x, bins, n);
}
