// expect: sim=passed gpu=passed
// Step 5, 16-byte accesses everywhere: a thread turns a 4 x 4 piece in its registers, and the tile moves in
// float4. A quarter of the instructions of step 4 on all four ways. Asks for rows and cols that 4 divides;
// else the tile of step 2.
#include <cuda_runtime.h>

namespace {

constexpr int kTile = 64,
              kSide = kTile / 4;  // 16 x 16 threads, each with four float4 of four neighbouring rows

__global__ void __launch_bounds__(kSide * kSide)
    transpose_quads(const float4* __restrict__ in, float4* __restrict__ out, int rows, int cols,
                    int tiles_down) {
  // Column c4 of row r lies at c4 ^ (r / 4): eight lanes that store to eight rows then hit eight different
  // bank groups.
  __shared__ float4 tile[kTile][kSide];
  const int first_row = blockIdx.x % tiles_down * kTile, first_col = blockIdx.x / tiles_down * kTile;
  const int x = threadIdx.x, y = threadIdx.y;

  const int row = first_row + 4 * y, col = first_col + 4 * x;
  if (row < rows && col < cols) {
    const float4* from = in + (row * cols + col) / 4;
    const float4 a = from[0], b = from[cols / 4], c = from[2 * (cols / 4)], d = from[3 * (cols / 4)];
    tile[4 * x + 0][y ^ x] = make_float4(a.x, b.x, c.x, d.x);
    tile[4 * x + 1][y ^ x] = make_float4(a.y, b.y, c.y, d.y);
    tile[4 * x + 2][y ^ x] = make_float4(a.z, b.z, c.z, d.z);
    tile[4 * x + 3][y ^ x] = make_float4(a.w, b.w, c.w, d.w);
  }
  __syncthreads();

  const int out_col = first_row + 4 * x;
#pragma unroll
  for (int k = 0; k < 4; ++k) {
    const int tile_row = y + k * kSide, out_row = first_col + tile_row;
    if (out_row < cols && out_col < rows)
      out[(out_row * rows + out_col) / 4] = tile[tile_row][x ^ (tile_row / 4)];
  }
}

__global__ void transpose_floats(const float* in, float* out, int rows, int cols, int tiles_across) {
  __shared__ float tile[32][33];
  const int first_row = blockIdx.x / tiles_across * 32, first_col = blockIdx.x % tiles_across * 32;
  const int col = first_col + threadIdx.x;
  for (int k = threadIdx.y; k < 32; k += 8)
    if (first_row + k < rows && col < cols) tile[k][threadIdx.x] = in[(first_row + k) * cols + col];
  __syncthreads();
  const int out_col = first_row + threadIdx.x;
  for (int k = threadIdx.y; k < 32; k += 8)
    if (first_col + k < cols && out_col < rows) out[(first_col + k) * rows + out_col] = tile[threadIdx.x][k];
}

}  // namespace

extern "C" void transpose(const float* in, float* out, int rows, int cols) {
  if (rows == 0 || cols == 0) return;
  if (rows % 4 == 0 && cols % 4 == 0) {
    const int tiles_across = (cols + kTile - 1) / kTile, tiles_down = (rows + kTile - 1) / kTile;
    transpose_quads<<<tiles_across * tiles_down, dim3(kSide, kSide)>>>(
        reinterpret_cast<const float4*>(in), reinterpret_cast<float4*>(out), rows, cols, tiles_down);
  } else {
    const int tiles_across = (cols + 31) / 32, tiles_down = (rows + 31) / 32;
    transpose_floats<<<tiles_across * tiles_down, dim3(32, 8)>>>(in, out, rows, cols, tiles_across);
  }
}
