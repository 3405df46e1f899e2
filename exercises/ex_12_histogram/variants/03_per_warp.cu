// expect: sim=passed gpu=passed
// Step 3 of the ladder. A histogram per warp, so warps no longer meet, and 16-byte loads. What is left is
// between the 32 lanes of one warp.
#include <cuda_runtime.h>

constexpr int kThreads = 256, kWarps = kThreads / 32;

__device__ void count(int* own, int v) {
  if (v >= 0 && v < 256) atomicAdd(own + v, 1);
}

__global__ void count_kernel(const int* x, int* bins, int n) {
  __shared__ int of_warp[kWarps][256];
  const int t = threadIdx.x;
  for (int w = 0; w < kWarps; ++w) of_warp[w][t] = 0;
  __syncthreads();
  int* own = of_warp[t / 32];
  const int4* x4 = reinterpret_cast<const int4*>(x);
#pragma unroll 4
  for (int i = blockIdx.x * kThreads + t; i < n / 4; i += gridDim.x * kThreads) {
    const int4 v = x4[i];
    count(own, v.x);
    count(own, v.y);
    count(own, v.z);
    count(own, v.w);
  }
  if (blockIdx.x == 0 && t < n % 4) count(own, x[n / 4 * 4 + t]);
  __syncthreads();
  int sum = 0;
  for (int w = 0; w < kWarps; ++w) sum += of_warp[w][t];
  if (sum != 0) atomicAdd(bins + t, sum);
}

extern "C" void histogram256(const int* x, int* bins, int n) {
  cudaMemsetAsync(bins, 0, 256 * sizeof(int));
  if (n == 0) return;
  const int wanted = (n - 1) / (4 * kThreads) + 1;
  const int blocks = wanted < 1056 ? wanted : 1056;
  count_kernel<<<blocks, kThreads>>>(x, bins, n);
}
