// A tile goes through shared memory, so that reads and writes of global memory both run along rows. Where 4
// divides rows and cols, everything moves in 16-byte accesses: a thread turns a 4 x 4 piece in its registers
// on the way into the tile.
#include <cuda_runtime.h>

namespace {

constexpr int kTile = 64;         // 64 floats = 256 bytes along a row, on either side
constexpr int kSide = kTile / 4;  // the tile in 4 x 4 pieces: 16 x 16 threads, one piece each
constexpr int kRows = 8;          // the block for sizes that 4 does not divide is 64 x 8 threads
constexpr int kBand = 8;          // tiles side by side in `in` before the next row of tiles begins

struct Corner {
  int row, col;  // of a tile in `in`
};

// Which tile a block moves. The grid is one-dimensional, because grid.y ends at 65,535. Blocks that run at
// the same time have neighbouring numbers: they walk down bands of kBand tiles, so that they cover a patch
// whose rows are long in `in` and in `out`. DRAM likes both: each visit to one of its pages is paid for, and
// should fetch or store more than 256 bytes.
__device__ __forceinline__ Corner corner_of(int block, int tiles_across, int tiles_down) {
  const int per_band = kBand * tiles_down;
  const int band = block / per_band, in_band = block % per_band;
  const int left = band * kBand;
  const int width = tiles_across - left < kBand ? tiles_across - left : kBand;  // the last band may be narrow
  return {in_band / width * kTile, (left + in_band % width) * kTile};
}

__global__ void __launch_bounds__(kSide* kSide)
    transpose_quads(const float4* __restrict__ in, float4* __restrict__ out, int rows, int cols,
                    int tiles_across, int tiles_down) {
  // Row r of the tile is a row of `out`. Its quad q lies at q ^ (r / 4): eight lanes that store to rows 4
  // apart, and eight that read along a row, hit eight different groups of four banks.
  __shared__ float4 tile[kTile][kSide];
  const Corner corner = corner_of(blockIdx.x, tiles_across, tiles_down);
  const int x = threadIdx.x, y = threadIdx.y;

  const int row = corner.row + 4 * y, col = corner.col + 4 * x;
  if (row < rows && col < cols) {  // 4 divides both: a piece is inside or outside as a whole
    const int pitch = cols / 4;
    const float4* from = in + row * pitch + col / 4;
    const float4 a = __ldcs(from), b = __ldcs(from + pitch), c = __ldcs(from + 2 * pitch),
                 d = __ldcs(from + 3 * pitch);
    tile[4 * x + 0][y ^ x] = make_float4(a.x, b.x, c.x, d.x);
    tile[4 * x + 1][y ^ x] = make_float4(a.y, b.y, c.y, d.y);
    tile[4 * x + 2][y ^ x] = make_float4(a.z, b.z, c.z, d.z);
    tile[4 * x + 3][y ^ x] = make_float4(a.w, b.w, c.w, d.w);
  }
  __syncthreads();

  // The same tile seen from `out`: its rows are the columns of `in`.
  const int out_col = corner.row + 4 * x;
#pragma unroll
  for (int k = 0; k < 4; ++k) {
    const int tile_row = y + k * kSide, out_row = corner.col + tile_row;
    if (out_row < cols && out_col < rows)
      __stcs(out + out_row * (rows / 4) + out_col / 4, tile[tile_row][x ^ (tile_row / 4)]);
  }
}

// For all other sizes: rows begin at any multiple of 4 bytes, so elements move one by one, eight per thread.
__global__ void __launch_bounds__(kTile* kRows)
    transpose_floats(const float* __restrict__ in, float* __restrict__ out, int rows, int cols,
                     int tiles_across, int tiles_down) {
  // Without the extra column the elements of a tile's column would all lie in one bank.
  __shared__ float tile[kTile][kTile + 1];
  const Corner corner = corner_of(blockIdx.x, tiles_across, tiles_down);

  const int col = corner.col + threadIdx.x;
#pragma unroll
  for (int k = 0; k < kTile; k += kRows) {
    const int tile_row = threadIdx.y + k, row = corner.row + tile_row;
    if (row < rows && col < cols) tile[tile_row][threadIdx.x] = in[row * cols + col];
  }
  __syncthreads();

  const int out_col = corner.row + threadIdx.x;
#pragma unroll
  for (int k = 0; k < kTile; k += kRows) {
    const int tile_col = threadIdx.y + k, out_row = corner.col + tile_col;
    if (out_row < cols && out_col < rows) out[out_row * rows + out_col] = tile[threadIdx.x][tile_col];
  }
}

}  // namespace

extern "C" void transpose(const float* in, float* out, int rows, int cols) {
  if (rows == 0 || cols == 0) return;
  const int tiles_across = (cols + kTile - 1) / kTile;
  const int tiles_down = (rows + kTile - 1) / kTile;
  const int blocks = tiles_across * tiles_down;
  if (rows % 4 == 0 && cols % 4 == 0) {
    transpose_quads<<<blocks, dim3(kSide, kSide)>>>(reinterpret_cast<const float4*>(in),
                                                    reinterpret_cast<float4*>(out), rows, cols, tiles_across,
                                                    tiles_down);
  } else {
    transpose_floats<<<blocks, dim3(kTile, kRows)>>>(in, out, rows, cols, tiles_across, tiles_down);
  }
}
