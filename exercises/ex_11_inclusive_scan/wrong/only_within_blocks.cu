// expect: sim=wrong_answer gpu=wrong_answer
// Every tile is scanned, and nothing is added to it: right up to the first 1024 elements.
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

void scan_level(const int* x, int* y, int n, int* sums) {
  const int tiles = (n + kTile - 1) / kTile;
  scan_tiles<<<tiles, kTile>>>(x, y, n, sums);
}

extern "C" void inclusive_scan(const int* x, int* y, int n, void* ws, size_t) {
  if (n > 0) scan_level(x, y, n, static_cast<int*>(ws));
}
