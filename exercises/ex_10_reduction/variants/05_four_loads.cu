// expect: sim=passed gpu=passed
// Step 4, four loads before the first addition: 64 bytes under way per thread, four sums that do not wait for
// each other. The bounds are tested once per group of four instead of once per load, or the compiler could
// not load ahead. No gain on an H200: 2048 threads with one such load each have enough under way.
#include <cuda_runtime.h>

constexpr int kThreads = 256, kMaxBlocks = 1024, kLoads = 4;

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

__device__ float quad_sum(float4 v) { return (v.x + v.y) + (v.z + v.w); }

__global__ void sum_kernel(const float* __restrict__ x, int n, float* __restrict__ out) {
  const int first = blockIdx.x * kThreads + threadIdx.x, stride = gridDim.x * kThreads, quads = n / 4;
  const float4* x4 = reinterpret_cast<const float4*>(x);
  float sums[kLoads] = {};
  int i = first;
  for (; i + (kLoads - 1) * stride < quads; i += kLoads * stride) {
    float4 v[kLoads];
#pragma unroll
    for (int k = 0; k < kLoads; ++k) v[k] = x4[i + k * stride];
#pragma unroll
    for (int k = 0; k < kLoads; ++k) sums[k] += quad_sum(v[k]);
  }
  for (; i < quads; i += stride) sums[0] += quad_sum(x4[i]);
  if (4 * quads + first < n) sums[1] += x[4 * quads + first];
  const float mine = block_sum((sums[0] + sums[1]) + (sums[2] + sums[3]));
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
