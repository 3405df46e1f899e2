// expect: sim=passed gpu=passed
// Step 4 of the ladder. Reduce, then scan: the first kernel only reads, the third reads again and writes, so
// 12 bytes per element. The kernel in between scans at most 1024 sums, because the tiles grow with n.
#include <cuda_runtime.h>

constexpr int kThreads = 1024, kWarps = kThreads / 32, kStep = 4 * kThreads, kMaxTiles = 1024;

__device__ int warp_inclusive(int value, int lane) {
  for (int offset = 1; offset < 32; offset *= 2) {
    const int other = __shfl_up_sync(0xffffffffu, value, offset);
    if (lane >= offset) value += other;
  }
  return value;
}

// Inclusive over the block, in the order of the threads; *total is the sum of all. The barriers allow calls
// in a row.
__device__ int block_inclusive(int value, int* total) {
  __shared__ int warp_sums[kWarps];
  const int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
  value = warp_inclusive(value, lane);
  if (lane == 31) warp_sums[warp] = value;
  __syncthreads();
  const int sums = warp_inclusive(warp_sums[lane], lane);  // every warp does it: cheaper than another barrier
  *total = __shfl_sync(0xffffffffu, sums, 31);
  const int before = __shfl_sync(0xffffffffu, sums, warp == 0 ? 0 : warp - 1);
  __syncthreads();
  return value + (warp == 0 ? 0 : before);
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

__global__ void __launch_bounds__(kThreads) sum_tiles(const int* x, int n, int tile, int* sums) {
  const int first = blockIdx.x * tile, end = n - first < tile ? n : first + tile;
  int mine = 0;
#pragma unroll 4
  for (int i = first + 4 * static_cast<int>(threadIdx.x); i < end; i += kStep) {
    const int4 v = load(x, i, n);
    mine += v.x + v.y + v.z + v.w;
  }
  int total;
  block_inclusive(mine, &total);
  if (threadIdx.x == 0) sums[blockIdx.x] = total;
}

__global__ void __launch_bounds__(kThreads) scan_sums(int* sums, int tiles) {
  const int t = threadIdx.x, sum = t < tiles ? sums[t] : 0;
  int total;
  const int up_to = block_inclusive(sum, &total);
  if (t < tiles) sums[t] = up_to - sum;  // what stands before the tile
}

__global__ void __launch_bounds__(kThreads)
    scan_tiles(const int* x, int* y, int n, int tile, const int* sums) {
  const int first = blockIdx.x * tile, end = n - first < tile ? n : first + tile;
  int carry = sums[blockIdx.x];
  for (int step = first; step < end;
       step += kStep) {  // the whole block stays in the loop: there are barriers inside
    const int i = step + 4 * static_cast<int>(threadIdx.x);
    int4 v = load(x, i, n);
    v.y += v.x;
    v.z += v.y;
    v.w += v.z;
    int total;
    const int before = carry + block_inclusive(v.w, &total) - v.w;
    store(y, i, n, {v.x + before, v.y + before, v.z + before, v.w + before});
    carry += total;
  }
}

extern "C" void inclusive_scan(const int* x, int* y, int n, void* ws, size_t) {
  if (n == 0) return;
  int* sums = static_cast<int*>(ws);
  // The shortest multiple of a step that makes do with kMaxTiles tiles.
  const int steps = (n - 1) / kStep + 1, tile = ((steps - 1) / kMaxTiles + 1) * kStep;
  const int tiles = (n - 1) / tile + 1;
  sum_tiles<<<tiles, kThreads>>>(x, n, tile, sums);
  scan_sums<<<1, kThreads>>>(sums, tiles);
  scan_tiles<<<tiles, kThreads>>>(x, y, n, tile, sums);
}
