// expect: sim=passed gpu=too_slow
// One thread per element, no tile: each write of a warp touches 32 sectors where 4 would do.
#include <cuda_runtime.h>

__global__ void transpose_kernel(const float* in, float* out, int rows, int cols) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < rows * cols) out[i % cols * rows + i / cols] = in[i];
}

extern "C" void transpose(const float* in, float* out, int rows, int cols) {
  const int n = rows * cols;
  if (n == 0) return;
  transpose_kernel<<<(n + 255) / 256, 256>>>(in, out, rows, cols);
}
