// expect: sim=passed gpu=too_slow|timed_out
// Step 0, one block: right, and it leaves every multiprocessor but one idle.
// 1024 threads with 8 bytes each are 8 KB in flight for the whole GPU, where megabytes are needed.
#include <cuda_runtime.h>

__global__ void add_kernel(const float* a, const float* b, float* c, int n) {
  for (int i = threadIdx.x; i < n; i += blockDim.x) c[i] = a[i] + b[i];
}

extern "C" void vector_add(const float* a, const float* b, float* c, int n) {
  if (n == 0) return;
  add_kernel<<<1, 1024>>>(a, b, c, n);
}
