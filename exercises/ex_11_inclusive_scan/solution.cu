// One pass over memory: 8 bytes per element (decoupled look-back, Merrill and Garland 2016).
// A block scans its tile in registers and publishes the tile's sum at once. Then its first warp adds up what
// the tiles before it have published, back to the nearest one whose whole prefix is known, and publishes its
// own prefix.
#include <cuda/atomic>
#include <cuda_runtime.h>

constexpr int kThreads = 512, kWarps = kThreads / 32;
constexpr int kRows = 8;  // rows of 32 int4 that each warp holds in registers
constexpr int kWarpElements = kRows * 32 * 4;
constexpr int kTile = kWarps * kWarpElements;  // 16384 elements, 64 KB in flight per block
constexpr int kWindows = 4;  // predecessors looked at in one step: 4 x 32, all loads in flight

// What a tile has published, in one 64-bit word: status above, value below. One store publishes both, so no
// fence has to order them, and relaxed atomics are enough.
enum Status : unsigned { kNothing = 0, kTileSum = 1, kPrefix = 2 };
using State = unsigned long long;
using StateRef = cuda::atomic_ref<State, cuda::thread_scope_device>;

__device__ State pack(Status status, int value) {
  return static_cast<State>(status) << 32 | static_cast<unsigned>(value);
}
__device__ Status status_of(State state) { return static_cast<Status>(state >> 32); }
__device__ int value_of(State state) { return static_cast<int>(state & 0xffffffffu); }

__device__ int warp_inclusive(int value, int lane) {
  for (int offset = 1; offset < 32; offset *= 2) {
    const int other = __shfl_up_sync(0xffffffffu, value, offset);
    if (lane >= offset) value += other;
  }
  return value;
}

__device__ int warp_sum(int value) {
  for (int offset = 16; offset > 0; offset /= 2) value += __shfl_xor_sync(0xffffffffu, value, offset);
  return value;
}

// Tiles before the first one count as a prefix of 0.
__device__ State published(State* states, int tile) {
  return tile < 0 ? pack(kPrefix, 0) : StateRef(states[tile]).load(cuda::memory_order_relaxed);
}

// The sum of all tiles before `tile`. All 32 lanes of one warp call it and get it.
__device__ int look_back(State* states, int tile, int lane) {
  int mine = 0;
  for (int nearest = tile - 1;; nearest -= 32 * kWindows) {
    State seen[kWindows];
#pragma unroll
    for (int w = 0; w < kWindows; ++w) seen[w] = published(states, nearest - 32 * w - lane);
#pragma unroll
    for (int w = 0; w < kWindows; ++w) {
      for (;;) {
        const unsigned missing = __ballot_sync(0xffffffffu, status_of(seen[w]) == kNothing);
        const unsigned prefixes = __ballot_sync(0xffffffffu, status_of(seen[w]) == kPrefix);
        // Lanes up to the nearest prefix, all lanes if there is none (0 - 1 = all ones).
        const unsigned wanted = prefixes ^ (prefixes - 1);
        if ((missing & wanted) == 0) {
          if (wanted >> lane & 1) mine += value_of(seen[w]);
          if (prefixes != 0) return warp_sum(mine);
          break;
        }
        seen[w] = published(states, nearest - 32 * w - lane);
      }
    }
  }
}

__device__ int4 load(const int* x, int i, int n) {
  if (i + 4 <= n)
    return __ldcs(reinterpret_cast<const int4*>(x + i));  // read once: do not keep it in the cache
  return {i < n ? x[i] : 0, i + 1 < n ? x[i + 1] : 0, i + 2 < n ? x[i + 2] : 0, 0};
}

__device__ void store(int* y, int i, int n, int4 v) {
  if (i + 4 <= n) {
    __stcs(reinterpret_cast<int4*>(y + i), v);
    return;
  }
  if (i < n) y[i] = v.x;
  if (i + 1 < n) y[i + 1] = v.y;
  if (i + 2 < n) y[i + 2] = v.z;
}

__global__ void __launch_bounds__(kThreads, 2)
    scan_kernel(const int* __restrict__ x, int* __restrict__ y, int n, int* next_tile, State* states) {
  __shared__ int tile_of_block;
  __shared__ int warp_sums[kWarps], warp_offsets[kWarps];
  const int lane = threadIdx.x % 32, warp = threadIdx.x / 32;

  // Tiles are numbered as blocks begin: every tile before this one has a block that already runs, so waiting
  // for it ends. With blockIdx.x the waiting blocks could fill the device before the first one starts.
  if (threadIdx.x == 0) tile_of_block = atomicAdd(next_tile, 1);
  __syncthreads();
  const int tile = tile_of_block;

  // Four neighbours per lane and 128 per row: coalesced and in order at the same time.
  const int first = tile * kTile + warp * kWarpElements + lane * 4;
  int4 v[kRows];
#pragma unroll
  for (int r = 0; r < kRows; ++r) v[r] = load(x, first + r * 128, n);

  int carry = 0;
#pragma unroll
  for (int r = 0; r < kRows; ++r) {
    v[r].y += v[r].x;
    v[r].z += v[r].y;
    v[r].w += v[r].z;
    const int up_to_lane = warp_inclusive(v[r].w, lane);
    const int before = carry + up_to_lane - v[r].w;
    v[r].x += before;
    v[r].y += before;
    v[r].z += before;
    v[r].w += before;
    carry += __shfl_sync(0xffffffffu, up_to_lane, 31);
  }
  if (lane == 0) warp_sums[warp] = carry;
  __syncthreads();

  if (warp == 0) {
    const int sum = lane < kWarps ? warp_sums[lane] : 0;
    const int up_to_warp = warp_inclusive(sum, lane);
    const int tile_sum = __shfl_sync(0xffffffffu, up_to_warp, 31);
    StateRef own(states[tile]);
    if (lane == 0 && tile > 0) own.store(pack(kTileSum, tile_sum), cuda::memory_order_relaxed);
    const int before = look_back(states, tile, lane);
    if (lane == 0) own.store(pack(kPrefix, before + tile_sum), cuda::memory_order_relaxed);
    if (lane < kWarps) warp_offsets[lane] = before + up_to_warp - sum;
  }
  __syncthreads();

  const int offset = warp_offsets[warp];
#pragma unroll
  for (int r = 0; r < kRows; ++r) {
    v[r].x += offset;
    v[r].y += offset;
    v[r].z += offset;
    v[r].w += offset;
    store(y, first + r * 128, n, v[r]);
  }
}

extern "C" void inclusive_scan(const int* x, int* y, int n, void* ws, size_t) {
  if (n == 0) return;
  const int tiles = (n + kTile - 1) / kTile;
  // The counter has a line of its own: everybody polls the states.
  int* next_tile = static_cast<int*>(ws);
  State* states = reinterpret_cast<State*>(static_cast<char*>(ws) + 128);
  cudaMemsetAsync(ws, 0, 128 + static_cast<size_t>(tiles) * sizeof(State));
  scan_kernel<<<tiles, kThreads>>>(x, y, n, next_tile, states);
}
