// expect: sim=passed gpu=passed
// Step 3 of the ladder. Registers and shuffles: a thread adds up four neighbours (one 16-byte load), a warp
// scans 32 of these sums in 5 shuffles, and only one number per warp goes through shared memory. Two barriers
// instead of twenty.
#include <cuda_runtime.h>

constexpr int kThreads = 256, kWarps = kThreads / 32, kTile = 4 * kThreads;

__device__ int warp_inclusive(int value, int lane) {
  for (int offset = 1; offset < 32; offset *= 2) {
    const int other = __shfl_up_sync(0xffffffffu, value, offset);
    if (lane >= offset) value += other;
  }
  return value;
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

__global__ void scan_tiles(const int* x, int* y, int n, int* sums) {
  __shared__ int warp_sums[kWarps];
  const int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
  const int i = blockIdx.x * kTile + 4 * threadIdx.x;
  int4 v = load(x, i, n);
  v.y += v.x;
  v.z += v.y;
  v.w += v.z;
  const int up_to_lane = warp_inclusive(v.w, lane);
  if (lane == 31) warp_sums[warp] = up_to_lane;
  __syncthreads();
  if (warp == 0) {
    const int sum = warp_inclusive(lane < kWarps ? warp_sums[lane] : 0, lane);
    if (lane < kWarps) warp_sums[lane] = sum;
    if (lane == kWarps - 1) sums[blockIdx.x] = sum;
  }
  __syncthreads();
  const int before = up_to_lane - v.w + (warp == 0 ? 0 : warp_sums[warp - 1]);
  store(y, i, n, {v.x + before, v.y + before, v.z + before, v.w + before});
}

__global__ void add_sums(int* y, int n, const int* sums) {
  const int sum = sums[blockIdx.x], i = (blockIdx.x + 1) * kTile + 4 * threadIdx.x;
  if (i >= n) return;
  const int4 v = load(y, i, n);
  store(y, i, n, {v.x + sum, v.y + sum, v.z + sum, v.w + sum});
}

// The sums of a level begin at a multiple of 4, so that they can be loaded by fours.
void scan_level(const int* x, int* y, int n, int* sums) {
  const int tiles = (n + kTile - 1) / kTile;
  scan_tiles<<<tiles, kThreads>>>(x, y, n, sums);
  if (tiles == 1) return;
  scan_level(sums, sums, tiles, sums + (tiles + 3) / 4 * 4);
  add_sums<<<tiles - 1, kThreads>>>(y, n, sums);
}

extern "C" void inclusive_scan(const int* x, int* y, int n, void* ws, size_t) {
  if (n > 0) scan_level(x, y, n, static_cast<int*>(ws));
}
