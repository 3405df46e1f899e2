// expect: sim=passed gpu=passed
// Step 4, tiles of 64 x 64: runs of 256 bytes on both sides and eight loads in flight per thread.
// Blocks with neighbouring numbers write side by side, so that what they write joins up in the L2 cache.
#include <cuda_runtime.h>

namespace {

constexpr int kTile = 64;  // 64 floats = 256 bytes along a row, on either side
constexpr int kRows = 8;   // the block is 64 x 8 threads

// The grid is one-dimensional, because grid.y ends at 65,535.
__global__ void __launch_bounds__(kTile * kRows)
    transpose_kernel(const float* __restrict__ in, float* __restrict__ out, int rows, int cols,
                     int tiles_down) {
  // Without the extra column the elements of a tile's column would all lie in one bank.
  __shared__ float tile[kTile][kTile + 1];
  const int first_row = blockIdx.x % tiles_down * kTile;
  const int first_col = blockIdx.x / tiles_down * kTile;

  const int col = first_col + threadIdx.x;
#pragma unroll
  for (int k = 0; k < kTile; k += kRows) {
    const int tile_row = threadIdx.y + k, row = first_row + tile_row;
    if (row < rows && col < cols) tile[tile_row][threadIdx.x] = in[row * cols + col];
  }
  __syncthreads();

  // The same tile seen from `out`: its rows are the columns of `in`.
  const int out_col = first_row + threadIdx.x;
#pragma unroll
  for (int k = 0; k < kTile; k += kRows) {
    const int tile_col = threadIdx.y + k, out_row = first_col + tile_col;
    if (out_row < cols && out_col < rows) out[out_row * rows + out_col] = tile[threadIdx.x][tile_col];
  }
}

}  // namespace

extern "C" void transpose(const float* in, float* out, int rows, int cols) {
  if (rows == 0 || cols == 0) return;
  const int tiles_across = (cols + kTile - 1) / kTile;
  const int tiles_down = (rows + kTile - 1) / kTile;
  transpose_kernel<<<tiles_across * tiles_down, dim3(kTile, kRows)>>>(in, out, rows, cols, tiles_down);
}
