// expect: sim=wrong_answer gpu=wrong_answer
// Two counters in one word, to save half of the shared memory: above 65535 one runs over into the other.
#include <cuda_runtime.h>

constexpr int kThreads = 256;

__global__ void count_kernel(const int* x, int* bins, int n) {
  __shared__ unsigned own[128];
  if (threadIdx.x < 128) own[threadIdx.x] = 0;
  __syncthreads();
  for (int i = blockIdx.x * kThreads + threadIdx.x; i < n; i += gridDim.x * kThreads) {
    const int v = x[i];
    if (v >= 0 && v < 256) atomicAdd(own + v / 2, v % 2 == 0 ? 1u : 1u << 16);
  }
  __syncthreads();
  const unsigned word = own[threadIdx.x / 2];
  atomicAdd(bins + threadIdx.x, static_cast<int>(threadIdx.x % 2 == 0 ? word & 0xffffu : word >> 16));
}

extern "C" void histogram256(const int* x, int* bins, int n) {
  cudaMemsetAsync(bins, 0, 256 * sizeof(int));
  if (n == 0) return;
  count_kernel<<<1, kThreads>>>(x, bins, n);
}
