// expect: sim=wrong_answer gpu=wrong_answer
// The second stage has one thread per partial sum and no loop: with more than 1024 blocks the rest is lost.
#include <cuda_runtime.h>

constexpr int kThreads = 256, kMaxBlocks = 1 << 22;

__device__ float partial_sums[kMaxBlocks];

__device__ float block_sum(float mine) {
  __shared__ float warp_sums[32];
  for (int offset = 16; offset > 0; offset /= 2) mine += __shfl_down_sync(0xffffffffu, mine, offset);
  if (threadIdx.x % 32 == 0) warp_sums[threadIdx.x / 32] = mine;
  __syncthreads();
  if (threadIdx.x >= 32) return 0.0f;
  mine = threadIdx.x < blockDim.x / 32 ? warp_sums[threadIdx.x] : 0.0f;
  for (int offset = 16; offset > 0; offset /= 2) mine += __shfl_down_sync(0xffffffffu, mine, offset);
  return mine;
}

__global__ void sum_of_block(const float* x, int n) {
  const int i = blockIdx.x * kThreads + threadIdx.x;
  const float sum = block_sum(i < n ? x[i] : 0.0f);
  if (threadIdx.x == 0) partial_sums[blockIdx.x] = sum;
}

__global__ void sum_of_partials(float* sum, int count) {
  const float total = block_sum(threadIdx.x < count ? partial_sums[threadIdx.x] : 0.0f);
  if (threadIdx.x == 0) *sum = total;
}

extern "C" void reduce_sum(const float* x, float* sum, int n) {
  const int blocks = (n + kThreads - 1) / kThreads;
  if (blocks > 0) sum_of_block<<<blocks, kThreads>>>(x, n);
  sum_of_partials<<<1, 1024>>>(sum, blocks);
}
