// A histogram per warp. Warps never meet, and within a warp the hardware joins the lanes that increment the
// same counter, so that skewed and constant input cost no more than uniform input. What is left is memory:
// the 16-byte loads of a round are all in flight before the first of them is counted.
#include <cuda_runtime.h>

constexpr int kThreads = 256, kWarps = kThreads / 32, kBins = 256, kLoads = 4;
constexpr int kBlocksPerMultiprocessor = 8;

__device__ void count(int* mine, int v) {
  // One comparison for both ends: a negative value is a large unsigned one.
  if (static_cast<unsigned>(v) < kBins) atomicAdd(mine + v, 1);
}

__device__ void count(int* mine, int4 v) {
  count(mine, v.x);
  count(mine, v.y);
  count(mine, v.z);
  count(mine, v.w);
}

__global__ void __launch_bounds__(kThreads, kBlocksPerMultiprocessor)
    count_kernel(const int* __restrict__ x, int* bins, int n) {
  __shared__ int of_warp[kWarps][kBins];  // 8 KB
  const int t = threadIdx.x;
  for (int w = 0; w < kWarps; ++w) of_warp[w][t] = 0;
  __syncthreads();

  int* mine = of_warp[t / 32];
  const int4* x4 = reinterpret_cast<const int4*>(x);
  const int quads = n / 4, stride = gridDim.x * kThreads * kLoads;
  int i = blockIdx.x * kThreads * kLoads + t;
  for (; i + (kLoads - 1) * kThreads < quads; i += stride) {
    int4 v[kLoads];
#pragma unroll
    for (int k = 0; k < kLoads; ++k) v[k] = __ldcs(x4 + i + k * kThreads);
#pragma unroll
    for (int k = 0; k < kLoads; ++k) count(mine, v[k]);
  }
  // The last round of this block, and the n % 4 elements at the end.
  for (int k = 0; k < kLoads; ++k)
    if (i + k * kThreads < quads) count(mine, x4[i + k * kThreads]);
  if (blockIdx.x == 0 && t < n % 4) count(mine, x[4 * quads + t]);
  __syncthreads();

  int sum = 0;
  for (int w = 0; w < kWarps; ++w) sum += of_warp[w][t];
  if (sum != 0) atomicAdd(bins + t, sum);
}

extern "C" void histogram256(const int* x, int* bins, int n) {
  cudaMemsetAsync(bins, 0, kBins * sizeof(int));
  if (n == 0) return;
  int device = 0, multiprocessors = 1;
  cudaGetDevice(&device);
  cudaDeviceGetAttribute(&multiprocessors, cudaDevAttrMultiProcessorCount, device);
  // One wave: each block clears and adds up its histograms only once.
  const int most = kBlocksPerMultiprocessor * multiprocessors, wanted = (n - 1) / (4 * kThreads * kLoads) + 1;
  const int blocks = wanted < most ? wanted : most;
  count_kernel<<<blocks, kThreads>>>(x, bins, n);
}
