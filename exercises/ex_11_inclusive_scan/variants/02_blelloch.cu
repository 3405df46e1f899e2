// expect: sim=passed gpu=too_slow
// Step 2 of the ladder. A tree up and a tree down: 2 n additions instead of 10 n. It does less work and still
// needs 20 rounds; a padded index keeps the strides of 2, 4, 8... out of one bank. Traffic as before: 16
// bytes per element.
#include <cuda_runtime.h>

constexpr int kThreads = 512, kTile = 2 * kThreads;

// One free word after every 32.
__device__ int padded(int i) { return i + i / 32; }

__global__ void scan_tiles(const int* x, int* y, int n, int* sums) {
  __shared__ int tree[kTile + kTile / 32];
  const int t = threadIdx.x, low = blockIdx.x * kTile + t, high = low + kThreads;
  const int x_low = low < n ? x[low] : 0, x_high = high < n ? x[high] : 0;
  tree[padded(t)] = x_low;
  tree[padded(t + kThreads)] = x_high;

  // Up: each node becomes the sum of its two children.
  int distance = 1;
  for (int nodes = kThreads; nodes > 0; nodes /= 2, distance *= 2) {
    __syncthreads();
    if (t < nodes) tree[padded(distance * (2 * t + 2) - 1)] += tree[padded(distance * (2 * t + 1) - 1)];
  }
  __syncthreads();
  if (t == 0) {
    sums[blockIdx.x] = tree[padded(kTile - 1)];
    tree[padded(kTile - 1)] = 0;
  }
  // Down: the left child gets what stands before the node, the right child that plus the left child's sum.
  for (int nodes = 1; nodes <= kThreads; nodes *= 2) {
    distance /= 2;
    __syncthreads();
    if (t < nodes) {
      const int left = padded(distance * (2 * t + 1) - 1), right = padded(distance * (2 * t + 2) - 1);
      const int sum = tree[left];
      tree[left] = tree[right];
      tree[right] += sum;
    }
  }
  __syncthreads();
  // The tree holds the exclusive scan.
  if (low < n) y[low] = tree[padded(t)] + x_low;
  if (high < n) y[high] = tree[padded(t + kThreads)] + x_high;
}

__global__ void add_sums(int* y, int n, const int* sums) {
  const int sum = sums[blockIdx.x], first = (blockIdx.x + 1) * kTile + threadIdx.x;
  if (first < n) y[first] += sum;
  if (first + kThreads < n) y[first + kThreads] += sum;
}

void scan_level(const int* x, int* y, int n, int* sums) {
  const int tiles = (n + kTile - 1) / kTile;
  scan_tiles<<<tiles, kThreads>>>(x, y, n, sums);
  if (tiles == 1) return;
  scan_level(sums, sums, tiles, sums + tiles);
  add_sums<<<tiles - 1, kThreads>>>(y, n, sums);
}

extern "C" void inclusive_scan(const int* x, int* y, int n, void* ws, size_t) {
  if (n > 0) scan_level(x, y, n, static_cast<int*>(ws));
}
