// expect: sim=passed gpu=passed|too_slow
// Step 3, 16-byte loads: four times the bytes under way for each load that a thread waits for, a quarter of
// the instructions. x is 256-byte aligned, so the float4 view is legal; the last n % 4 elements go one by
// one.
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
  if (threadIdx.x >= 32) return 0.0f;
  return warp_sum(threadIdx.x < kThreads / 32 ? warp_sums[threadIdx.x] : 0.0f);
}

__global__ void sum_kernel(const float* __restrict__ x, int n, float* __restrict__ out) {
  const int first = blockIdx.x * kThreads + threadIdx.x, stride = gridDim.x * kThreads, quads = n / 4;
  const float4* x4 = reinterpret_cast<const float4*>(x);
  float mine = 0.0f;
#pragma unroll 1  // one load in flight per thread; the next step changes that
  for (int i = first; i < quads; i += stride) {
    const float4 v = x4[i];
    mine += (v.x + v.y) + (v.z + v.w);
  }
  if (4 * quads + first < n) mine += x[4 * quads + first];
  mine = block_sum(mine);
  if (threadIdx.x == 0) out[blockIdx.x] = mine;
}

extern "C" void reduce_sum(const float* x, float* sum, int n) {
  float* partials = nullptr;
  cudaGetSymbolAddress(reinterpret_cast<void**>(&partials), partial_sums);
  const int wanted = n / (4 * kThreads) + 1;
  const int blocks = wanted < kMaxBlocks ? wanted : kMaxBlocks;
  sum_kernel<<<blocks, kThreads>>>(x, n, partials);
  sum_kernel<<<1, kThreads>>>(partials, blocks, sum);
}
