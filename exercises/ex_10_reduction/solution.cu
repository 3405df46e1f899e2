// One launch. Every block leaves one partial sum in a fixed place; the block that finishes last adds those,
// always in the same order. The order of additions depends on n alone, so the result has the same bits every
// time; float atomics could not promise that.
#include <cuda_runtime.h>

namespace {

constexpr int kThreads = 256;
constexpr int kLoads = 4;  // float4 loads of a thread before the first is used: 64 bytes in flight
// About four times what fits on a large GPU. Multiprocessors differ in their distance to memory: in a single
// wave all would wait for the slowest, with spare blocks the quick ones take more of them.
constexpr int kMaxBlocks = 4096;

// Scratch of the call. One set is enough while calls follow one another on a stream; calls on several streams
// at once would need one set each.
__device__ float partial_sums[kMaxBlocks];
__device__ unsigned int blocks_done = 0;

__device__ float warp_sum(float value) {
  // Lane i takes lane i + offset: after 5 rounds lane 0 holds all 32. The mask says who takes part:
  // everybody.
  for (int offset = 16; offset > 0; offset /= 2) value += __shfl_down_sync(0xffffffffu, value, offset);
  return value;
}

// The sum over the block, valid in thread 0. All threads of the block must call it.
__device__ float block_sum(float value) {
  __shared__ float warp_sums[kThreads / 32];
  __syncthreads();  // it is called twice: nobody may still read the values of the first time
  value = warp_sum(value);
  if (threadIdx.x % 32 == 0) warp_sums[threadIdx.x / 32] = value;
  __syncthreads();
  if (threadIdx.x >= 32) return 0.0f;  // whole warps leave, so the full mask below stays true
  return warp_sum(threadIdx.x < kThreads / 32 ? warp_sums[threadIdx.x] : 0.0f);
}

__device__ float quad_sum(float4 v) { return (v.x + v.y) + (v.z + v.w); }

// What this thread adds: quads first, first + stride, ... and at most one element of the tail.
__device__ float sum_of_thread(const float* __restrict__ x, int n) {
  const int first = blockIdx.x * kThreads + threadIdx.x, stride = gridDim.x * kThreads;
  const int quads = n / 4;
  const float4* x4 = reinterpret_cast<const float4*>(x);  // legal: x is 256-byte aligned

  float sums[kLoads] = {};  // several, so that only every fourth addition waits for another
  int i = first;
  // One test for kLoads loads: with a test before each, none could start until the one before had been
  // decided.
  for (; i + (kLoads - 1) * stride < quads; i += kLoads * stride) {
    float4 v[kLoads];
#pragma unroll
    for (int k = 0; k < kLoads; ++k) v[k] = __ldcs(x4 + i + k * stride);  // read once: no cache need keep it
#pragma unroll
    for (int k = 0; k < kLoads; ++k) sums[k] += quad_sum(v[k]);
  }
  for (; i < quads; i += stride) sums[0] += quad_sum(__ldcs(x4 + i));
  const int tail = 4 * quads + first;  // the last 0 to 3 elements
  if (tail < n) sums[1] += x[tail];
#pragma unroll
  for (int k = 1; k < kLoads; ++k) sums[0] += sums[k];
  return sums[0];
}

__global__ void __launch_bounds__(kThreads) sum_kernel(const float* __restrict__ x, float* sum, int n) {
  __shared__ bool last;
  float mine = block_sum(sum_of_thread(x, n));
  if (threadIdx.x == 0) {
    partial_sums[blockIdx.x] = mine;
    // The partial sum must be visible before the count says so.
    __threadfence();
    // atomicInc wraps to 0 after gridDim.x - 1: the count is ready for the next call.
    last = atomicInc(&blocks_done, gridDim.x - 1) == gridDim.x - 1;
  }
  __syncthreads();
  if (!last) return;

  // And what the others wrote must not be read before the count was.
  __threadfence();
  mine = 0.0f;
  // From L2, where the other blocks' values are: a cache of this multiprocessor may hold old ones.
  for (int b = threadIdx.x; b < gridDim.x; b += kThreads) mine += __ldcg(&partial_sums[b]);
  mine = block_sum(mine);
  if (threadIdx.x == 0) *sum = mine;
}

}  // namespace

extern "C" void reduce_sum(const float* x, float* sum, int n) {
  const int wanted = n / (4 * kThreads) + 1;  // at least one block, which writes the empty sum too
  const int blocks = wanted < kMaxBlocks ? wanted : kMaxBlocks;
  sum_kernel<<<blocks, kThreads>>>(x, sum, n);
}
