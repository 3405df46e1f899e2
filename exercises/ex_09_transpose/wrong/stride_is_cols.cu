// expect: sim=memory_error gpu=memory_error|crashed|wrong_answer
// The output is addressed with the stride of the input: right for square matrices only.
#include <cuda_runtime.h>

__global__ void transpose_kernel(const float* in, float* out, int rows, int cols) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < rows * cols) out[i % cols * cols + i / cols] = in[i];
}

extern "C" void transpose(const float* in, float* out, int rows, int cols) {
  const int n = rows * cols;
  if (n == 0) return;
  transpose_kernel<<<(n + 255) / 256, 256>>>(in, out, rows, cols);
}
