// Two kernels: every block leaves one partial sum in a fixed place, then one block adds those. The order of
// additions depends on n alone, so the result has the same bits every time; float atomics could not promise
// that.
#include <cuda_runtime.h>

constexpr int kThreads = 256;
// 8 blocks of 256 threads fill a multiprocessor; 1024 blocks are about one wave on a large GPU, more only add
// partial sums.
constexpr int kMaxBlocks = 1024;

// Scratch of the call. One set is enough while calls follow one another on a stream; calls on several streams
// at once would need one set each.
__device__ float partial_sums[kMaxBlocks];

__device__ float warp_sum(float value) {
  // Lane i takes lane i + offset: after 5 rounds lane 0 holds all 32. The mask says who takes part:
  // everybody.
  for (int offset = 16; offset > 0; offset /= 2) value += __shfl_down_sync(0xffffffffu, value, offset);
  return value;
}

// The sum over the block, valid in thread 0. All threads of the block must call it.
__device__ float block_sum(float value) {
  __shared__ float warp_sums[32];
  const int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
  value = warp_sum(value);
  if (lane == 0) warp_sums[warp] = value;
  __syncthreads();
  if (warp != 0) return 0.0f;  // whole warps leave, so the full mask below stays true
  return warp_sum(lane < blockDim.x / 32 ? warp_sums[lane] : 0.0f);
}

__global__ void sum_of_block(const float* __restrict__ x, int n) {
  const int first = blockIdx.x * blockDim.x + threadIdx.x;
  const int stride = gridDim.x * blockDim.x;
  const int quads = n / 4;
  const float4* x4 = reinterpret_cast<const float4*>(x);  // legal: x is 256-byte aligned

  float sum = 0.0f;
  // Loads of several rounds may be in flight at once; only the additions form a chain.
#pragma unroll 4
  for (int i = first; i < quads; i += stride) {
    const float4 v = x4[i];
    sum += (v.x + v.y) + (v.z + v.w);
  }
  const int tail = 4 * quads + first;  // the last 0 to 3 elements
  if (tail < n) sum += x[tail];

  sum = block_sum(sum);
  if (threadIdx.x == 0) partial_sums[blockIdx.x] = sum;
}

__global__ void sum_of_partials(float* sum, int count) {
  float mine = 0.0f;
  for (int i = threadIdx.x; i < count; i += blockDim.x) mine += partial_sums[i];
  mine = block_sum(mine);
  if (threadIdx.x == 0) *sum = mine;
}

extern "C" void reduce_sum(const float* x, float* sum, int n) {
  const int elements_per_block = 4 * kThreads;
  const int wanted = n / elements_per_block + (n % elements_per_block != 0 ? 1 : 0);
  const int blocks = wanted < kMaxBlocks ? wanted : kMaxBlocks;
  // A grid of 0 blocks is an error; the second kernel alone then writes the empty sum.
  if (blocks > 0) sum_of_block<<<blocks, kThreads>>>(x, n);
  sum_of_partials<<<1, kThreads>>>(sum, blocks);
}
