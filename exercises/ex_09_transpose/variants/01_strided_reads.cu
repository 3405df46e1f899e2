// expect: sim=passed gpu=too_slow
// Step 0, no tile: threads follow the rows of `out`, so the writes run along rows and the reads go down a
// column of `in`. Each read of a warp touches 32 sectors and uses 4 bytes of each; only the caches keep the
// rest for the neighbours.
#include <cuda_runtime.h>

__global__ void transpose_kernel(const float* in, float* out, int rows, int cols) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;  // position in out
  if (i >= rows * cols) return;
  const int out_row = i / rows, out_col = i % rows;
  out[i] = in[out_col * cols + out_row];
}

extern "C" void transpose(const float* in, float* out, int rows, int cols) {
  const int n = rows * cols;
  if (n > 0) transpose_kernel<<<(n + 255) / 256, 256>>>(in, out, rows, cols);
}
