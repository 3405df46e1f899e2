// expect: sim=passed gpu=too_slow|timed_out
// The loop steps by blockDim.x from the global index: blocks add what the blocks after them add again.
#include <cuda_runtime.h>

__global__ void add_kernel(const float* a, const float* b, float* c, int n) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += blockDim.x) c[i] = a[i] + b[i];
}

extern "C" void vector_add(const float* a, const float* b, float* c, int n) {
  if (n == 0) return;
  const int needed = (n + 255) / 256;
  add_kernel<<<needed < 2 ? needed : 2, 256>>>(a, b, c, n);
}
