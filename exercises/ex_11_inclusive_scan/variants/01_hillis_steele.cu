// expect: sim=passed gpu=too_slow
// Step 1 of the ladder. Scan, then add: each block scans 1024 elements in log2(1024) = 10 rounds between two
// buffers, the sums of the blocks are scanned by the same code, and a last kernel adds them. 16 bytes per
// element and 10 n additions.
#include <cuda_runtime.h>

constexpr int kTile = 1024;

__global__ void scan_tiles(const int* x, int* y, int n, int* sums) {
  __shared__ int buffer[2][kTile];
  const int i = blockIdx.x * kTile + threadIdx.x;
  int from = 0;
  buffer[from][threadIdx.x] = i < n ? x[i] : 0;
  __syncthreads();
  for (int offset = 1; offset < kTile; offset *= 2) {
    int sum = buffer[from][threadIdx.x];
    if (threadIdx.x >= offset) sum += buffer[from][threadIdx.x - offset];
    buffer[1 - from][threadIdx.x] = sum;
    from = 1 - from;
    __syncthreads();
  }
  if (i < n) y[i] = buffer[from][threadIdx.x];
  if (threadIdx.x == kTile - 1) sums[blockIdx.x] = buffer[from][threadIdx.x];
}

__global__ void add_sums(int* y, int n, const int* sums) {
  const int i = (blockIdx.x + 1) * kTile + threadIdx.x;  // nothing stands before the first tile
  if (i < n) y[i] += sums[blockIdx.x];
}

// Scans from x to y; sums[] has room for the tiles of all levels, one after the other.
void scan_level(const int* x, int* y, int n, int* sums) {
  const int tiles = (n + kTile - 1) / kTile;
  scan_tiles<<<tiles, kTile>>>(x, y, n, sums);
  if (tiles == 1) return;
  // In place is safe here: a block reads its own elements only, before the first barrier, and writes them
  // after the last.
  scan_level(sums, sums, tiles, sums + tiles);
  add_sums<<<tiles - 1, kTile>>>(y, n, sums);
}

extern "C" void inclusive_scan(const int* x, int* y, int n, void* ws, size_t) {
  if (n > 0) scan_level(x, y, n, static_cast<int*>(ws));
}
