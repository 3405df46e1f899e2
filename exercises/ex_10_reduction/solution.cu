// Two launches: every block adds up one piece of neighbouring elements and leaves the sum in a fixed place, then
// one block adds those. The order of additions depends on n alone, so the result has the same bits every time;
// float atomics could not promise that. A last block that spares the second launch needs a fence in each block,
// and with as many blocks as this the fences cost more than the launch.
#include <cuda_runtime.h>

namespace {

constexpr int kThreads = 512;
constexpr int kLoads = 4;                      // float4 loads of a thread, all under way at once
constexpr int kPiece = 4 * kThreads * kLoads;  // 8192 floats, 32 KB next to each other
constexpr int kMaxBlocks = 32768;              // enough for 2^28 elements; beyond, blocks take several pieces
constexpr int kLastThreads = 1024;             // of the block that adds the sums of the others
constexpr int kSumsPerThread = kMaxBlocks / kLastThreads;

// Scratch of the call. One set is enough while calls follow one another on a stream; calls on several streams
// at once would need one set each.
__device__ float block_sums[kMaxBlocks];

__device__ float warp_sum(float value) {
  // Lane i takes lane i + offset: after 5 rounds lane 0 holds all 32. The mask says who takes part:
  // everybody.
  for (int offset = 16; offset > 0; offset /= 2) value += __shfl_down_sync(0xffffffffu, value, offset);
  return value;
}

// The sum over a block of kSize threads, valid in thread 0. All threads of the block must call it.
template <int kSize>
__device__ float block_sum(float value) {
  __shared__ float warp_sums[kSize / 32];
  value = warp_sum(value);
  if (threadIdx.x % 32 == 0) warp_sums[threadIdx.x / 32] = value;
  __syncthreads();
  if (threadIdx.x >= 32) return 0.0f;  // whole warps leave, so the full mask below stays true
  return warp_sum(threadIdx.x < kSize / 32 ? warp_sums[threadIdx.x] : 0.0f);
}

__device__ float quad_sum(float4 v) { return (v.x + v.y) + (v.z + v.w); }

// What this thread adds of the piece that begins at x[0] and has n elements at most.
__device__ float sum_of_piece(const float* __restrict__ x, int n) {
  const float4* x4 = reinterpret_cast<const float4*>(x);  // legal: x is 256-byte aligned, and so is a piece
  float sum = 0.0f;
  if (n >= kPiece) {
    // One test for kLoads loads: with a test before each, none could start until the one before had been
    // decided.
    float4 v[kLoads];
#pragma unroll
    for (int k = 0; k < kLoads; ++k) v[k] = x4[threadIdx.x + k * kThreads];
#pragma unroll
    for (int k = 0; k < kLoads; ++k) sum += quad_sum(v[k]);
  } else {
    const int quads = n / 4;
    // The last piece only: no reason to unroll it.
#pragma unroll 1
    for (int q = threadIdx.x; q < quads; q += kThreads) sum += quad_sum(x4[q]);
    const int tail = 4 * quads + static_cast<int>(threadIdx.x);  // the last 0 to 3 elements
    if (tail < n) sum += x[tail];
  }
  return sum;
}

__global__ void __launch_bounds__(kThreads) sum_pieces(const float* __restrict__ x, int n, int pieces) {
  float mine = 0.0f;
  for (int p = 0; p < pieces; ++p) {
    const long long start = (static_cast<long long>(blockIdx.x) * pieces + p) * kPiece;
    if (start < n) mine += sum_of_piece(x + start, n - static_cast<int>(start));
  }
  mine = block_sum<kThreads>(mine);
  if (threadIdx.x == 0) block_sums[blockIdx.x] = mine;
}

__global__ void __launch_bounds__(kLastThreads) sum_sums(float* sum, int blocks) {
  // All requested before the first is added: a loop that waits would pay the way to the L2 for each.
  float sums[kSumsPerThread];
#pragma unroll
  for (int k = 0; k < kSumsPerThread; ++k) {
    const int b = threadIdx.x + k * kLastThreads;
    sums[k] = b < blocks ? block_sums[b] : 0.0f;
  }
  float mine = 0.0f;
#pragma unroll
  for (int k = 0; k < kSumsPerThread; ++k) mine += sums[k];
  mine = block_sum<kLastThreads>(mine);
  if (threadIdx.x == 0) *sum = mine;
}

}  // namespace

extern "C" void reduce_sum(const float* x, float* sum, int n) {
  const int needed = n / kPiece + (n % kPiece != 0 ? 1 : 0);
  const int all = needed > 0 ? needed : 1;  // somebody has to write the empty sum
  const int pieces = (all + kMaxBlocks - 1) / kMaxBlocks;
  const int blocks = (all + pieces - 1) / pieces;
  sum_pieces<<<blocks, kThreads>>>(x, n, pieces);
  sum_sums<<<1, kLastThreads>>>(sum, blocks);
}
