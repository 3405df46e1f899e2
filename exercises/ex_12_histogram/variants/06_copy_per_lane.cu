// expect: sim=passed gpu=passed
// The other way out: 32 copies of the histogram per block, one for each lane, at bin * 32 + lane. The lanes
// of a warp never meet, not at an address and not in a bank, whatever the values are. It costs 32 KB per
// block, and so threads in flight.
#include <cuda_runtime.h>

constexpr int kThreads = 256, kBins = 256, kLoads = 4;

__device__ void count(int* mine, int v) {
  // One comparison for both ends: a negative value is a large unsigned one.
  if (static_cast<unsigned>(v) < kBins) atomicAdd(mine + v * 32, 1);
}

__device__ void count(int* mine, int4 v) {
  count(mine, v.x);
  count(mine, v.y);
  count(mine, v.z);
  count(mine, v.w);
}

__global__ void __launch_bounds__(kThreads, 6) count_kernel(const int* __restrict__ x, int* bins, int n) {
  __shared__ int copies[kBins * 32];  // 32 KB
  const int t = threadIdx.x, lane = t % 32;
  for (int i = t; i < kBins * 32; i += kThreads) copies[i] = 0;
  __syncthreads();

  int* mine = copies + lane;
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

  // Thread t adds up the copies of bin t. Begun at its own lane, so that the lanes of a warp are in different
  // banks.
  int sum = 0;
  for (int k = 0; k < 32; ++k) sum += copies[t * 32 + (lane + k) % 32];
  if (sum != 0) atomicAdd(bins + t, sum);
}

extern "C" void histogram256(const int* x, int* bins, int n) {
  cudaMemsetAsync(bins, 0, kBins * sizeof(int));
  if (n == 0) return;
  int device = 0, multiprocessors = 1;
  cudaGetDevice(&device);
  cudaDeviceGetAttribute(&multiprocessors, cudaDevAttrMultiProcessorCount, device);
  // One wave: 6 blocks of 32 KB fit on a multiprocessor, and each clears and adds up its copies only once.
  const int most = 6 * multiprocessors, wanted = (n - 1) / (4 * kThreads * kLoads) + 1;
  const int blocks = wanted < most ? wanted : most;
  count_kernel<<<blocks, kThreads>>>(x, bins, n);
}
