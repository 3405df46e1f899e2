// expect: sim=passed gpu=passed
// Step 1, as many blocks as there are elements: one element per thread, guarded; the answer most people write
// first. All multiprocessors work, but a thread has 8 bytes under way and is gone: 2048 threads hold 16 KB.
#include <cuda_runtime.h>

__global__ void add_kernel(const float* a, const float* b, float* c, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) c[i] = a[i] + b[i];
}

extern "C" void vector_add(const float* a, const float* b, float* c, int n) {
  if (n == 0) return;
  const int threads = 256;
  const int blocks = (n + threads - 1) / threads;
  add_kernel<<<blocks, threads>>>(a, b, c, n);
}
