// expect: sim=passed gpu=passed
// Another way out of contention: no atomics at all. Each thread has 256 counters of 8 bits, 8 KB per warp,
// laid out so that a lane stays in its own bank. A counter overflows at 256, so the block adds them up after
// every 240 values.
#include <cuda_runtime.h>

constexpr int kThreads = 128, kWarps = kThreads / 32, kLoads = 4, kRounds = 15;  // 15 * 4 * 4 = 240

// Bins 4g .. 4g+3 of a thread are the four bytes of word g * 32 + lane of its warp.
__device__ void count(unsigned char* mine, int v) {
  if (static_cast<unsigned>(v) < 256u) ++mine[(v >> 2) * 128 + (v & 3)];
}

__device__ void count(unsigned char* mine, int4 v) {
  count(mine, v.x);
  count(mine, v.y);
  count(mine, v.z);
  count(mine, v.w);
}

__global__ void __launch_bounds__(kThreads) count_kernel(const int* __restrict__ x, int* bins, int n) {
  __shared__ unsigned counters[kWarps * 2048];
  const int t = threadIdx.x, lane = t % 32, warp = t / 32;
  for (int i = t; i < kWarps * 2048; i += kThreads) counters[i] = 0;
  __syncthreads();

  unsigned char* mine = reinterpret_cast<unsigned char*>(counters + warp * 2048 + lane);
  const int4* x4 = reinterpret_cast<const int4*>(x);
  const int quads = n / 4, stride = gridDim.x * kThreads * kLoads;
  // Two threads add up each group of four bins: this one takes two of the four warps.
  const int group = t / 2, first_warp = t % 2 * 2;
  int sum[4] = {};

  // The bounds are those of the block: everybody meets at the barriers.
  for (int begin = blockIdx.x * kThreads * kLoads; begin < quads || (begin == 0 && quads == 0);) {
    for (int round = 0; round < kRounds && begin < quads; ++round, begin += stride) {
      int4 v[kLoads];
#pragma unroll
      for (int k = 0; k < kLoads; ++k) {
        const int i = begin + k * kThreads + t;
        v[k] = i < quads ? __ldcs(x4 + i) : int4{-1, -1, -1, -1};
      }
#pragma unroll
      for (int k = 0; k < kLoads; ++k) count(mine, v[k]);
    }
    if (blockIdx.x == 0 && begin >= quads && t < n % 4) count(mine, x[4 * quads + t]);
    __syncthreads();
    unsigned even = 0, odd = 0;  // two sums of 16 bits each: 64 x 241 stays below 65536
    for (int w = first_warp; w < first_warp + 2; ++w) {
      for (int k = 0; k < 32; ++k) {
        unsigned& word = counters[w * 2048 + group * 32 + (lane + k) % 32];
        even += word & 0x00ff00ffu;
        odd += word >> 8 & 0x00ff00ffu;
        word = 0;
      }
    }
    sum[0] += even & 0xffffu;
    sum[1] += odd & 0xffffu;
    sum[2] += even >> 16;
    sum[3] += odd >> 16;
    __syncthreads();
    if (quads == 0) break;
  }
  for (int b = 0; b < 4; ++b)
    if (sum[b] != 0) atomicAdd(bins + 4 * group + b, sum[b]);
}

extern "C" void histogram256(const int* x, int* bins, int n) {
  cudaMemsetAsync(bins, 0, 256 * sizeof(int));
  if (n == 0) return;
  int device = 0, multiprocessors = 1;
  cudaGetDevice(&device);
  cudaDeviceGetAttribute(&multiprocessors, cudaDevAttrMultiProcessorCount, device);
  const int most = 6 * multiprocessors, wanted = (n - 1) / (4 * kThreads * kLoads) + 1;
  const int blocks = wanted < most ? wanted : most;
  count_kernel<<<blocks, kThreads>>>(x, bins, n);
}
