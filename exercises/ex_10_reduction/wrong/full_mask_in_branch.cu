// expect: sim=deadlock gpu=deadlock|timed_out|barrier_divergence|undefined_behavior|passed
// Eight lanes shuffle with the mask of all 32: the sim waits for 24 lanes that never come, a GPU may get away
// with it.
#include <cuda_runtime.h>

constexpr int kThreads = 256, kMaxBlocks = 1024;

__device__ float partial_sums[kMaxBlocks];

__global__ void sum_kernel(const float* x, int n, float* out) {
  __shared__ float warp_sums[kThreads / 32];
  float mine = 0.0f;
  for (int i = blockIdx.x * kThreads + threadIdx.x; i < n; i += gridDim.x * kThreads) mine += x[i];
  for (int offset = 16; offset > 0; offset /= 2) mine += __shfl_down_sync(0xffffffffu, mine, offset);
  if (threadIdx.x % 32 == 0) warp_sums[threadIdx.x / 32] = mine;
  __syncthreads();
  if (threadIdx.x < kThreads / 32) {
    mine = warp_sums[threadIdx.x];
    for (int offset = 4; offset > 0; offset /= 2) mine += __shfl_down_sync(0xffffffffu, mine, offset);
  }
  __syncthreads();  // here the other 24 lanes wait
  if (threadIdx.x == 0) out[blockIdx.x] = mine;
}

extern "C" void reduce_sum(const float* x, float* sum, int n) {
  float* partials = nullptr;
  cudaGetSymbolAddress(reinterpret_cast<void**>(&partials), partial_sums);
  const int wanted = n / kThreads + 1;
  const int blocks = wanted < kMaxBlocks ? wanted : kMaxBlocks;
  sum_kernel<<<blocks, kThreads>>>(x, n, partials);
  sum_kernel<<<1, kThreads>>>(partials, blocks, sum);
}
