// A tile goes through shared memory, so that reads and writes of global memory both run along rows. The extra column
// puts the elements of a tile's column into 32 different banks; without it they would all lie in one.
#include <cuda_runtime.h>

namespace {

constexpr int kTile = 32;
constexpr int kRows = 8;  // threads are 32 x 8: each moves 4 elements, with 4 loads in flight before the barrier

// tiles_across: tiles along a row of `in`. The grid is one-dimensional because grid.y ends at 65,535.
__global__ void transpose_kernel(const float* __restrict__ in, float* __restrict__ out, int rows, int cols,
                                 int tiles_across) {
  __shared__ float tile[kTile][kTile + 1];
  const int first_row = blockIdx.x / tiles_across * kTile;
  const int first_col = blockIdx.x % tiles_across * kTile;

  const int col = first_col + threadIdx.x;
#pragma unroll
  for (int k = threadIdx.y; k < kTile; k += kRows) {
    const int row = first_row + k;
    if (row < rows && col < cols) tile[k][threadIdx.x] = in[row * cols + col];
  }
  __syncthreads();

  // The same tile seen from `out`: its rows are the columns of `in`.
  const int out_col = first_row + threadIdx.x;
#pragma unroll
  for (int k = threadIdx.y; k < kTile; k += kRows) {
    const int out_row = first_col + k;
    if (out_row < cols && out_col < rows) out[out_row * rows + out_col] = tile[threadIdx.x][k];
  }
}

}  // namespace

extern "C" void transpose(const float* in, float* out, int rows, int cols) {
  if (rows == 0 || cols == 0) return;
  const int tiles_across = (cols + kTile - 1) / kTile;
  const int tiles_down = (rows + kTile - 1) / kTile;
  transpose_kernel<<<tiles_across * tiles_down, dim3(kTile, kRows)>>>(in, out, rows, cols, tiles_across);
}
