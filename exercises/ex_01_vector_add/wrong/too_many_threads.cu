// expect: sim=crashed gpu=crashed
// 2048 threads per block: the limit is 1024, the launch fails, and nobody looked at the error.
#include <cuda_runtime.h>

__global__ void add_kernel(const float* a, const float* b, float* c, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) c[i] = a[i] + b[i];
}

extern "C" void vector_add(const float* a, const float* b, float* c, int n) {
  if (n == 0) return;
  add_kernel<<<(n + 2047) / 2048, 2048>>>(a, b, c, n);
}
