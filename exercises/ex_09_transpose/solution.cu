// A tile goes through shared memory, so that reads and writes of global memory both run along rows. Where 4
// divides rows and cols, everything moves in 16-byte accesses: a thread turns a 4 x 4 piece in its registers
// on the way into the tile. Otherwise rows begin anywhere, and elements move one by one.
#include <cuda_runtime.h>

namespace {

constexpr int kTile = 64;   // rows of `in` in a tile: runs of 256 bytes in `out`
constexpr int kWide = 128;  // and its columns: runs of 512 bytes in `in`, where 4 divides the sizes
constexpr int kHigh4 = kTile / 4, kWide4 = kWide / 4;  // the tile in 4 x 4 pieces: a thread for each
constexpr int kRows = 8;    // the block for all other sizes is 64 x 8 threads, its tile 64 x 64

// The grid is one-dimensional, because grid.y ends at 65,535. Neighbouring blocks write side by side, so that
// what they write joins up in the L2 cache.
__global__ void __launch_bounds__(kWide4 * kHigh4)
    transpose_quads(const float4* __restrict__ in, float4* __restrict__ out, int rows, int cols,
                    int tiles_down) {
  // Row r of the tile is a row of `out`. Its quad q lies at q ^ (r / 4 % 8): eight lanes that store to rows 4
  // apart, and eight that read along a row, hit eight different groups of four banks.
  __shared__ float4 tile[kWide][kHigh4];
  const int first_row = blockIdx.x % tiles_down * kTile;
  const int first_col = blockIdx.x / tiles_down * kWide;
  const int x = threadIdx.x, y = threadIdx.y;

  const int row = first_row + 4 * y, col = first_col + 4 * x;
  if (row < rows && col < cols) {  // 4 divides both: a piece is inside or outside as a whole
    const int pitch = cols / 4;
    const float4* from = in + row * pitch + col / 4;
    const float4 a = from[0], b = from[pitch], c = from[2 * pitch], d = from[3 * pitch];
    const int q = y ^ (x % 8);
    tile[4 * x + 0][q] = make_float4(a.x, b.x, c.x, d.x);
    tile[4 * x + 1][q] = make_float4(a.y, b.y, c.y, d.y);
    tile[4 * x + 2][q] = make_float4(a.z, b.z, c.z, d.z);
    tile[4 * x + 3][q] = make_float4(a.w, b.w, c.w, d.w);
  }
  __syncthreads();

  // The same tile seen from `out`: its rows are the columns of `in`, and the threads stand 16 to a row.
  const int thread = y * kWide4 + x, q = thread % kHigh4, out_col = first_row + 4 * q;
#pragma unroll
  for (int k = 0; k < 4; ++k) {
    const int tile_row = thread / kHigh4 + k * kWide4, out_row = first_col + tile_row;
    if (out_row < cols && out_col < rows)
      out[out_row * (rows / 4) + out_col / 4] = tile[tile_row][q ^ (tile_row / 4 % 8)];
  }
}

// Eight elements per thread, all under way before the barrier.
__global__ void __launch_bounds__(kTile * kRows)
    transpose_floats(const float* __restrict__ in, float* __restrict__ out, int rows, int cols,
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
  const int tiles_down = (rows + kTile - 1) / kTile;
  if (rows % 4 == 0 && cols % 4 == 0) {
    const int tiles_across = (cols + kWide - 1) / kWide, blocks = tiles_across * tiles_down;
    transpose_quads<<<blocks, dim3(kWide4, kHigh4)>>>(reinterpret_cast<const float4*>(in),
                                                      reinterpret_cast<float4*>(out), rows, cols, tiles_down);
  } else {
    const int tiles_across = (cols + kTile - 1) / kTile, blocks = tiles_across * tiles_down;
    transpose_floats<<<blocks, dim3(kTile, kRows)>>>(in, out, rows, cols, tiles_down);
  }
}
