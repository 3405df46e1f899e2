// expect: sim=race gpu=passed|race|wrong_answer
// The count can be seen before the partial sum is: nothing orders the two. A GPU shows it rarely, racecheck
// never.
#include <cuda_runtime.h>

constexpr int kThreads = 256, kMaxBlocks = 1024;

__device__ float partial_sums[kMaxBlocks];

__device__ unsigned int blocks_done = 0;

__device__ float block_sum(float mine) {
  __shared__ float warp_sums[kThreads / 32];
  __syncthreads();
  for (int offset = 16; offset > 0; offset /= 2) mine += __shfl_down_sync(0xffffffffu, mine, offset);
  if (threadIdx.x % 32 == 0) warp_sums[threadIdx.x / 32] = mine;
  __syncthreads();
  if (threadIdx.x >= 32) return 0.0f;
  mine = threadIdx.x < kThreads / 32 ? warp_sums[threadIdx.x] : 0.0f;
  for (int offset = 16; offset > 0; offset /= 2) mine += __shfl_down_sync(0xffffffffu, mine, offset);
  return mine;
}

__global__ void sum_kernel(const float* x, int n, float* out) {
  __shared__ bool last;
  float mine = 0.0f;
  for (int i = blockIdx.x * kThreads + threadIdx.x; i < n; i += gridDim.x * kThreads) mine += x[i];
  mine = block_sum(mine);
  if (threadIdx.x == 0) {
    partial_sums[blockIdx.x] = mine;
    last = atomicInc(&blocks_done, gridDim.x - 1) == gridDim.x - 1;
  }
  __syncthreads();
  if (!last) return;
  mine = 0.0f;
  for (int i = threadIdx.x; i < gridDim.x; i += kThreads) mine += partial_sums[i];
  mine = block_sum(mine);
  if (threadIdx.x == 0) *out = mine;
}

extern "C" void reduce_sum(const float* x, float* sum, int n) {
  const int wanted = n / kThreads + 1;
  const int blocks = wanted < kMaxBlocks ? wanted : kMaxBlocks;
  sum_kernel<<<blocks, kThreads>>>(x, n, sum);
}
