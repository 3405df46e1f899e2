// expect: sim=wrong_answer gpu=wrong_answer
// The number of blocks is rounded down: the last n % 256 elements are never written.
#include <cuda_runtime.h>

__global__ void add_kernel(const float* a, const float* b, float* c, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) c[i] = a[i] + b[i];
}

extern "C" void vector_add(const float* a, const float* b, float* c, int n) {
  if (n == 0) return;
  const int blocks = n < 256 ? 1 : n / 256;
  add_kernel<<<blocks, 256>>>(a, b, c, n);
}
