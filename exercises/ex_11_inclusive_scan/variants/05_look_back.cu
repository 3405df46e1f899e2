// expect: sim=passed gpu=too_slow
// Step 5 of the ladder. One pass, 8 bytes per element: tiles are numbered as blocks begin, and one thread of
// each block walks back over the tiles before it, one by one. The chain of those walks is what limits:
// hundreds of cache latencies. Value and status are two words here, so a fence has to stand between them on
// both sides.
#include <cuda/atomic>
#include <cuda_runtime.h>

constexpr int kThreads = 256, kWarps = kThreads / 32, kRows = 4, kTile = kThreads * 4 * kRows;

enum Status { kNothing = 0, kTileSum = 1, kPrefix = 2 };
using Flag = cuda::atomic_ref<int, cuda::thread_scope_device>;

struct Tiles {
  int *next, *status, *sum, *prefix;
};

__device__ int warp_inclusive(int value, int lane) {
  for (int offset = 1; offset < 32; offset *= 2) {
    const int other = __shfl_up_sync(0xffffffffu, value, offset);
    if (lane >= offset) value += other;
  }
  return value;
}

__device__ int look_back(const Tiles& tiles, int tile) {
  int before = 0;
  while (--tile >= 0) {
    int status;
    do
      status = Flag(tiles.status[tile])
                   .load(cuda::memory_order_acquire);  // acquire: the value is read after the status
    while (status == kNothing);
    if (status == kPrefix) return before + tiles.prefix[tile];
    before += tiles.sum[tile];
  }
  return before;
}

__device__ int4 load(const int* x, int i, int n) {
  if (i + 4 <= n) return *reinterpret_cast<const int4*>(x + i);
  return {i < n ? x[i] : 0, i + 1 < n ? x[i + 1] : 0, i + 2 < n ? x[i + 2] : 0, 0};
}

__device__ void store(int* y, int i, int n, int4 v) {
  if (i + 4 <= n) {
    *reinterpret_cast<int4*>(y + i) = v;
    return;
  }
  if (i < n) y[i] = v.x;
  if (i + 1 < n) y[i + 1] = v.y;
  if (i + 2 < n) y[i + 2] = v.z;
}

__global__ void scan_kernel(const int* x, int* y, int n, Tiles tiles) {
  __shared__ int tile_of_block, before_tile;
  __shared__ int warp_sums[kWarps];
  const int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
  if (threadIdx.x == 0) tile_of_block = atomicAdd(tiles.next, 1);
  __syncthreads();
  const int tile = tile_of_block, first = tile * kTile + warp * (kTile / kWarps) + lane * 4;

  int4 v[kRows];
#pragma unroll
  for (int r = 0; r < kRows; ++r) v[r] = load(x, first + r * 128, n);
  int carry = 0;
#pragma unroll
  for (int r = 0; r < kRows; ++r) {
    v[r].y += v[r].x;
    v[r].z += v[r].y;
    v[r].w += v[r].z;
    const int up_to_lane = warp_inclusive(v[r].w, lane), before = carry + up_to_lane - v[r].w;
    v[r] = {v[r].x + before, v[r].y + before, v[r].z + before, v[r].w + before};
    carry += __shfl_sync(0xffffffffu, up_to_lane, 31);
  }
  if (lane == 0) warp_sums[warp] = carry;
  __syncthreads();

  if (threadIdx.x == 0) {
    int sum = 0;
    for (int w = 0; w < kWarps; ++w) {
      const int of_warp = warp_sums[w];
      warp_sums[w] = sum;
      sum += of_warp;
    }
    Flag status(tiles.status[tile]);
    tiles.sum[tile] = sum;
    status.store(kTileSum, cuda::memory_order_release);  // release: the value is there before the status
    before_tile = look_back(tiles, tile);
    tiles.prefix[tile] = before_tile + sum;
    status.store(kPrefix, cuda::memory_order_release);
  }
  __syncthreads();

  const int before = before_tile + warp_sums[warp];
#pragma unroll
  for (int r = 0; r < kRows; ++r)
    store(y, first + r * 128, n, {v[r].x + before, v[r].y + before, v[r].z + before, v[r].w + before});
}

extern "C" void inclusive_scan(const int* x, int* y, int n, void* ws, size_t) {
  if (n == 0) return;
  const int count = (n + kTile - 1) / kTile;
  int* words = static_cast<int*>(ws);
  const Tiles tiles{words, words + 32, words + 32 + count, words + 32 + 2 * count};
  cudaMemsetAsync(ws, 0,
                  (32 + static_cast<size_t>(count)) * sizeof(int));  // counter and status; values need none
  scan_kernel<<<count, kThreads>>>(x, y, n, tiles);
}
