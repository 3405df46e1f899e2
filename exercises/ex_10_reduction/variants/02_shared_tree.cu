// expect: sim=passed gpu=too_slow
// Step 1, all multiprocessors and a tree in shared memory, the textbook: blocks leave partial sums, a second
// launch adds them. A loop of 4-byte loads, each of which waits for the addition before it: too few bytes in
// flight.
#include <cuda_runtime.h>

constexpr int kThreads = 256, kMaxBlocks = 1024;

__device__ float partial_sums[kMaxBlocks];

__global__ void sum_kernel(const float* x, int n, float* out) {
  __shared__ float tree[kThreads];
  float mine = 0.0f;
  for (int i = blockIdx.x * kThreads + threadIdx.x; i < n; i += gridDim.x * kThreads) mine += x[i];
  tree[threadIdx.x] = mine;
  __syncthreads();
  // The upper half is added to the lower half: neighbours read neighbouring banks, and whole warps fall idle.
  for (int half = kThreads / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) tree[threadIdx.x] += tree[threadIdx.x + half];
    __syncthreads();  // outside of the branch: everybody has to arrive
  }
  if (threadIdx.x == 0) out[blockIdx.x] = tree[0];
}

extern "C" void reduce_sum(const float* x, float* sum, int n) {
  float* partials = nullptr;
  cudaGetSymbolAddress(reinterpret_cast<void**>(&partials), partial_sums);
  const int wanted = n / kThreads + 1;
  const int blocks = wanted < kMaxBlocks ? wanted : kMaxBlocks;
  sum_kernel<<<blocks, kThreads>>>(x, n, partials);
  sum_kernel<<<1, kThreads>>>(partials, blocks, sum);
}
