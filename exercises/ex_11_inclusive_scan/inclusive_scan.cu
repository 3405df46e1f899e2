// Inclusive scan: y[i] = x[0] + ... + x[i]. Judge it with: prep run ex_11
//
// A scan looks serial: each sum needs the one before. It is parallel because addition is associative:
//   1. each block scans a tile of its own as if nothing stood before it;
//   2. somebody finds the sum of all tiles before each tile: again a scan, but a much shorter one;
//   3. each block adds that sum to all elements of its tile.
// Between the steps blocks depend on other blocks, which run in any order. Three launches settle that (the
// stream is the barrier) at 12 or 16 bytes of traffic per element; the single pass of 8 bytes has to settle
// it within one kernel. What is here does step 1, correctly, and nothing else.
#include <cuda_runtime.h>

constexpr int kTile = 256;

__global__ void scan_tiles(const int* x, int* y, int n) {
  // Hillis and Steele: in round k every element adds the one 2^k before it. Two buffers, because in a round
  // others still read what this thread would overwrite. What would go wrong with one buffer, and how many
  // barriers would mend it?
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
  // TODO: the last thread knows the sum of this tile. Who needs it, and where in ws could it lie?
}

extern "C" void inclusive_scan(const int* x, int* y, int n, void* ws, size_t ws_bytes) {
  if (n == 0) return;  // a grid of 0 blocks is an error
  const int tiles = (n + kTile - 1) / kTile;
  scan_tiles<<<tiles, kTile>>>(x, y, n);
  // TODO: scan the sums of the tiles. There may be a million of them: more than one block can hold.
  // TODO: add to each tile the sum of all before it.
  static_cast<void>(
      ws);  // ws has room for 16 bytes per 1024 elements: mind what that says about the smallest tile
  static_cast<void>(ws_bytes);
}
