// expect: sim=race|wrong_answer gpu=wrong_answer
// The grid-stride loop starts at threadIdx.x: all blocks add the same elements and most are left out.
#include <cuda_runtime.h>

__global__ void add_kernel(const float* a, const float* b, float* c, int n) {
  for (int i = threadIdx.x; i < n; i += gridDim.x * blockDim.x) c[i] = a[i] + b[i];
}

extern "C" void vector_add(const float* a, const float* b, float* c, int n) {
  if (n == 0) return;
  add_kernel<<<(n + 255) / 256, 256>>>(a, b, c, n);
}
