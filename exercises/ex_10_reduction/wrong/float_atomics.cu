// expect: sim=nondeterministic gpu=nondeterministic
// The commonest first answer: blocks add in the order in which they end, and fp32 addition is not
// associative.
#include <cuda_runtime.h>

constexpr int kThreads = 256, kMaxBlocks = 1024;

__global__ void sum_kernel(const float* x, int n, float* out) {
  __shared__ float tree[kThreads];
  float mine = 0.0f;
  for (int i = blockIdx.x * kThreads + threadIdx.x; i < n; i += gridDim.x * kThreads) mine += x[i];
  tree[threadIdx.x] = mine;
  __syncthreads();
  for (int half = kThreads / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) tree[threadIdx.x] += tree[threadIdx.x + half];
    __syncthreads();
  }
  if (threadIdx.x == 0) atomicAdd(out, tree[0]);
}

extern "C" void reduce_sum(const float* x, float* sum, int n) {
  cudaMemsetAsync(sum, 0, sizeof(float));
  const int wanted = n / kThreads + 1;
  const int blocks = wanted < kMaxBlocks ? wanted : kMaxBlocks;
  sum_kernel<<<blocks, kThreads>>>(x, n, sum);
}
