// expect: sim=race gpu=wrong_answer|passed
// Block 0 clears bins within the kernel that counts: other blocks may have added before, and their counts are
// lost. The barrier is one of the block. racecheck does not look at global memory.
#include <cuda_runtime.h>

constexpr int kThreads = 256;

__global__ void count_kernel(const int* x, int* bins, int n) {
  __shared__ int own[256];
  own[threadIdx.x] = 0;
  if (blockIdx.x == 0) bins[threadIdx.x] = 0;
  __syncthreads();
  for (int i = blockIdx.x * kThreads + threadIdx.x; i < n; i += gridDim.x * kThreads) {
    const int v = x[i];
    if (v >= 0 && v < 256) atomicAdd(own + v, 1);
  }
  __syncthreads();
  if (own[threadIdx.x] != 0) atomicAdd(bins + threadIdx.x, own[threadIdx.x]);
}

extern "C" void histogram256(const int* x, int* bins, int n) {
  if (n == 0) {
    cudaMemsetAsync(bins, 0, 256 * sizeof(int));
    return;
  }
  const int wanted = (n - 1) / kThreads + 1;
  const int blocks = wanted < 1056 ? wanted : 1056;
  count_kernel<<<blocks, kThreads>>>(x, bins, n);
}
