// expect: sim=memory_error gpu=memory_error
// No guard: the last block runs past the end of all three arrays.
#include <cuda_runtime.h>

__global__ void add_kernel(const float* a, const float* b, float* c) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  c[i] = a[i] + b[i];
}

extern "C" void vector_add(const float* a, const float* b, float* c, int n) {
  if (n == 0) return;
  add_kernel<<<(n + 255) / 256, 256>>>(a, b, c);
}
