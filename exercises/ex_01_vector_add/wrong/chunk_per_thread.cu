// expect: sim=passed gpu=too_slow
// Each thread adds a run of 64 neighbours, as a CPU thread would: the 32 lanes of a warp touch 32 sectors per load.
#include <cuda_runtime.h>

__global__ void add_kernel(const float* a, const float* b, float* c, int n) {
  const int begin = (blockIdx.x * blockDim.x + threadIdx.x) * 64;
  for (int i = begin; i < begin + 64 && i < n; ++i) c[i] = a[i] + b[i];
}

extern "C" void vector_add(const float* a, const float* b, float* c, int n) {
  if (n == 0) return;
  const int threads = (n + 63) / 64;
  add_kernel<<<(threads + 255) / 256, 256>>>(a, b, c, n);
}
