// expect: sim=passed gpu=passed|too_slow
// Step 1, a tile in shared memory: rows are read, rows are written, and the turn happens on chip; a padded
// row avoids bank conflicts. 32 x 32 threads with one element each: one load in flight per thread, and two
// blocks fill a multiprocessor.
#include <cuda_runtime.h>

__global__ void transpose_kernel(const float* in, float* out, int rows, int cols, int tiles_across) {
  __shared__ float tile[32][33];
  const int first_row = blockIdx.x / tiles_across * 32;
  const int first_col = blockIdx.x % tiles_across * 32;

  const int col = first_col + threadIdx.x;
  const int row = first_row + threadIdx.y;
  if (row < rows && col < cols) tile[threadIdx.y][threadIdx.x] = in[row * cols + col];
  __syncthreads();

  const int out_col = first_row + threadIdx.x;
  const int out_row = first_col + threadIdx.y;
  if (out_row < cols && out_col < rows) out[out_row * rows + out_col] = tile[threadIdx.x][threadIdx.y];
}

extern "C" void transpose(const float* in, float* out, int rows, int cols) {
  if (rows == 0 || cols == 0) return;
  const int tiles_across = (cols + 31) / 32;
  const int tiles_down = (rows + 31) / 32;
  transpose_kernel<<<tiles_across * tiles_down, dim3(32, 32)>>>(in, out, rows, cols, tiles_across);
}
