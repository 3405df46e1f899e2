// expect: sim=passed gpu=passed|too_slow
// Step 2, shuffles instead of the tree: 32 lanes add up in registers, and only one value per warp goes
// through shared memory. Two barriers less per round than the tree had, but the tree ran once per block and
// the loads once per element: little changes.
#include <cuda_runtime.h>

constexpr int kThreads = 256, kMaxBlocks = 1024;

__device__ float partial_sums[kMaxBlocks];

__device__ float warp_sum(float value) {
  for (int offset = 16; offset > 0; offset /= 2) value += __shfl_down_sync(0xffffffffu, value, offset);
  return value;
}

__device__ float block_sum(float value) {
  __shared__ float warp_sums[kThreads / 32];
  value = warp_sum(value);
  if (threadIdx.x % 32 == 0) warp_sums[threadIdx.x / 32] = value;
  __syncthreads();
  if (threadIdx.x >= 32) return 0.0f;  // whole warps leave, so the full mask stays true
  return warp_sum(threadIdx.x < kThreads / 32 ? warp_sums[threadIdx.x] : 0.0f);
}

__global__ void sum_kernel(const float* x, int n, float* out) {
  float mine = 0.0f;
  for (int i = blockIdx.x * kThreads + threadIdx.x; i < n; i += gridDim.x * kThreads) mine += x[i];
  mine = block_sum(mine);
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
