// expect: sim=wrong_answer gpu=wrong_answer
// float4 loads without the last n % 4 elements.
#include <cuda_runtime.h>

constexpr int kThreads = 256, kMaxBlocks = 1024;

__device__ float partial_sums[kMaxBlocks];

__global__ void sum_kernel(const float* x, int n, float* out) {
  __shared__ float tree[kThreads];
  const float4* x4 = reinterpret_cast<const float4*>(x);
  float mine = 0.0f;
  for (int i = blockIdx.x * kThreads + threadIdx.x; i < n / 4; i += gridDim.x * kThreads) {
    const float4 v = x4[i];
    mine += (v.x + v.y) + (v.z + v.w);
  }
  tree[threadIdx.x] = mine;
  __syncthreads();
  for (int half = kThreads / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) tree[threadIdx.x] += tree[threadIdx.x + half];
    __syncthreads();
  }
  if (threadIdx.x == 0) out[blockIdx.x] = tree[0];
}

extern "C" void reduce_sum(const float* x, float* sum, int n) {
  float* partials = nullptr;
  cudaGetSymbolAddress(reinterpret_cast<void**>(&partials), partial_sums);
  // A multiple of 4 blocks, so that at least the second stage has no tail.
  const int wanted = (n / (4 * kThreads) + 4) / 4 * 4;
  const int blocks = wanted < kMaxBlocks ? wanted : kMaxBlocks;
  sum_kernel<<<blocks, kThreads>>>(x, n, partials);
  sum_kernel<<<1, kThreads>>>(partials, blocks, sum);
}
