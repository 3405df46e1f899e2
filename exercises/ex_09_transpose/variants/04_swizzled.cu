// expect: sim=passed gpu=passed
// Step 3, a swizzle instead of padding: column c of row r lies at c ^ r, free of conflicts in both
// directions, no memory wasted. Not faster than padding; but rows stay 16-byte aligned, which the vector
// accesses of step 5 need.
#include <cuda_runtime.h>

__global__ void transpose_kernel(const float* in, float* out, int rows, int cols, int tiles_across) {
  __shared__ float tile[32][32];
  const int first_row = blockIdx.x / tiles_across * 32;
  const int first_col = blockIdx.x % tiles_across * 32;

  const int col = first_col + threadIdx.x;
  for (int k = threadIdx.y; k < 32; k += 8) {
    const int row = first_row + k;
    if (row < rows && col < cols) tile[k][threadIdx.x ^ k] = in[row * cols + col];
  }
  __syncthreads();

  const int out_col = first_row + threadIdx.x;
  for (int k = threadIdx.y; k < 32; k += 8) {
    const int out_row = first_col + k;
    if (out_row < cols && out_col < rows) out[out_row * rows + out_col] = tile[threadIdx.x][k ^ threadIdx.x];
  }
}

extern "C" void transpose(const float* in, float* out, int rows, int cols) {
  if (rows == 0 || cols == 0) return;
  const int tiles_across = (cols + 31) / 32;
  const int tiles_down = (rows + 31) / 32;
  transpose_kernel<<<tiles_across * tiles_down, dim3(32, 8)>>>(in, out, rows, cols, tiles_across);
}
