// A tile goes through shared memory, so that reads and writes of global memory both run along rows. Where 4
// divides rows and cols, everything moves in 16-byte accesses: a thread turns a 4 x 4 piece in its registers
// on the way into the tile. Otherwise rows begin anywhere, and each piece of an output row is shifted to begin
// with a sector of memory.
#include <cuda_runtime.h>

namespace {

constexpr int kTile = 64;         // 64 floats = 256 bytes along a row, on either side
constexpr int kSide = kTile / 4;  // the tile in 4 x 4 pieces: 16 x 16 threads, one piece each
constexpr int kRows = 8;          // the block for sizes that 4 does not divide is 64 x 8 threads
constexpr int kSector = 8;        // floats in the 32 bytes that memory moves at once
constexpr int kReach = kTile + kSector - 1;  // rows of `in` that such a block reads

// The grid is one-dimensional, because grid.y ends at 65,535. Neighbouring blocks write side by side, so that
// what they write joins up in the L2 cache.
__global__ void __launch_bounds__(kSide * kSide)
    transpose_quads(const float4* __restrict__ in, float4* __restrict__ out, int rows, int cols,
                    int tiles_down) {
  // Row r of the tile is a row of `out`. Its quad q lies at q ^ (r / 4): eight lanes that store to rows 4
  // apart, and eight that read along a row, hit eight different groups of four banks.
  __shared__ float4 tile[kTile][kSide];
  const int first_row = blockIdx.x % tiles_down * kTile;
  const int first_col = blockIdx.x / tiles_down * kTile;
  const int x = threadIdx.x, y = threadIdx.y;

  const int row = first_row + 4 * y, col = first_col + 4 * x;
  if (row < rows && col < cols) {  // 4 divides both: a piece is inside or outside as a whole
    const int pitch = cols / 4;
    const float4* from = in + row * pitch + col / 4;
    const float4 a = from[0], b = from[pitch], c = from[2 * pitch], d = from[3 * pitch];
    tile[4 * x + 0][y ^ x] = make_float4(a.x, b.x, c.x, d.x);
    tile[4 * x + 1][y ^ x] = make_float4(a.y, b.y, c.y, d.y);
    tile[4 * x + 2][y ^ x] = make_float4(a.z, b.z, c.z, d.z);
    tile[4 * x + 3][y ^ x] = make_float4(a.w, b.w, c.w, d.w);
  }
  __syncthreads();

  // The same tile seen from `out`: its rows are the columns of `in`.
  const int out_col = first_row + 4 * x;
#pragma unroll
  for (int k = 0; k < 4; ++k) {
    const int tile_row = y + k * kSide, out_row = first_col + tile_row;
    if (out_row < cols && out_col < rows)
      out[out_row * (rows / 4) + out_col / 4] = tile[tile_row][x ^ (tile_row / 4)];
  }
}

// A warp that stores 32 floats from any place on leaves a sector half written at either end, and a half is
// expensive: unless the other one arrives in time, memory has to read what it keeps. So every row of `out` is
// cut where its sectors begin, up to seven elements before column 0, 64, 128..., and the block reads seven rows
// of `in` more than the tile is high. Its neighbour needs them too, so they come from the L2.
__global__ void __launch_bounds__(kTile * kRows)
    transpose_floats(const float* __restrict__ in, float* __restrict__ out, int rows, int cols,
                     int tiles_down) {
  // Without the extra column the elements of a tile's column would all lie in one bank.
  __shared__ float tile[kReach][kTile + 1];
  const int first_row = blockIdx.x % tiles_down * kTile - (kSector - 1);
  const int first_col = blockIdx.x / tiles_down * kTile;

  const int col = first_col + threadIdx.x;
#pragma unroll
  for (int k = 0; k < kReach; k += kRows) {
    const int tile_row = threadIdx.y + k, row = first_row + tile_row;
    if (tile_row < kReach && row >= 0 && row < rows && col < cols)
      tile[tile_row][threadIdx.x] = in[row * cols + col];
  }
  __syncthreads();

#pragma unroll
  for (int k = 0; k < kTile; k += kRows) {
    const int tile_col = threadIdx.y + k, out_row = first_col + tile_col;
    if (out_row < cols) {
      const int start = out_row * rows;  // of the row in `out`, start % kSector elements into a sector
      const int tile_row = threadIdx.x + kSector - 1 - start % kSector;
      const int out_col = first_row + tile_row;
      if (out_col >= 0 && out_col < rows) out[start + out_col] = tile[tile_row][tile_col];
    }
  }
}

}  // namespace

extern "C" void transpose(const float* in, float* out, int rows, int cols) {
  if (rows == 0 || cols == 0) return;
  const int tiles_across = (cols + kTile - 1) / kTile;
  if (rows % 4 == 0 && cols % 4 == 0) {
    const int tiles_down = (rows + kTile - 1) / kTile, blocks = tiles_across * tiles_down;
    transpose_quads<<<blocks, dim3(kSide, kSide)>>>(reinterpret_cast<const float4*>(in),
                                                    reinterpret_cast<float4*>(out), rows, cols, tiles_down);
  } else {
    const int tiles_down = (rows + kReach - 1) / kTile;  // a row that is cut early needs the rest at its end
    transpose_floats<<<tiles_across * tiles_down, dim3(kTile, kRows)>>>(in, out, rows, cols, tiles_down);
  }
}
