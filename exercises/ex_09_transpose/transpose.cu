// 09 Transpose                                                 prep run ex_09
//
// out[c * rows + r] = in[r * cols + c]. Two lines of code would do, and run at a quarter of the speed of a copy: either
// the reads or the writes of a warp lie `cols` or `rows` floats apart, one 32-byte sector for each 4 bytes.
//
// The cure: a block fetches a tile of 32 x 32 along the rows of `in`, keeps it in shared memory, and stores it along the
// rows of `out`. Both sides of global memory are then walked in runs of 32 floats; the turn happens inside the tile.
//
//      in (rows x cols)              shared memory              out (cols x rows)
//     . . . . . . . .                                           . . . .
//     . . A B . . . .   along rows    A B     along columns     . . . .
//     . . C D . . . .  ------------>  C D    -------------->    . A C .
//                                                               . B D .
//
// The contract is in transpose.h (prep show ex_09 prints it). When stuck: prep hint ex_09
#include <cuda_runtime.h>

constexpr int kTile = 32;  // a tile is kTile x kTile
constexpr int kRows = 8;   // a block is 32 x 8 threads, so each thread moves 4 elements of the tile

__global__ void transpose_kernel(const float* in, float* out, int rows, int cols, int tiles_across) {
  __shared__ float tile[kTile][kTile];  // TODO 4 (speed): which bank is tile[k][0] in, for k = 0 .. 31? See the hints.

  // One-dimensional grid: block number -> tile. (Why not grid.y for the rows of tiles? See the contract.)
  const int first_row = blockIdx.x / tiles_across * kTile;  // of this tile in `in`
  const int first_col = blockIdx.x % tiles_across * kTile;

  // Load: neighbouring threadIdx.x, neighbouring addresses of `in`. The tile may reach over the right and lower edge.
  const int col = first_col + threadIdx.x;
  for (int k = threadIdx.y; k < kTile; k += kRows) {
    const int row = first_row + k;
    if (row < rows && col < cols) tile[k][threadIdx.x] = in[row * cols + col];
  }

  // TODO 1: next, threads read elements of the tile that other threads have written. What must stand here?

  // TODO 2: store: again neighbouring threadIdx.x, neighbouring addresses, now of `out`. There the tile begins at row
  //         first_col and column first_row, so the guard is another one than that of the load.
}

extern "C" void transpose(const float* in, float* out, int rows, int cols) {
  const int tiles_across = (cols + kTile - 1) / kTile;
  const int blocks = 0;  // TODO 3: how many tiles are there in all?
  if (blocks > 0) transpose_kernel<<<blocks, dim3(kTile, kRows)>>>(in, out, rows, cols, tiles_across);
}

// Passed? Larger tiles and more loads in flight reach the gold band: hint 5.
