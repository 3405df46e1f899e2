// expect: sim=passed gpu=passed
// Step 2, one wave of blocks: a grid that just fills the GPU, each thread walks in steps of the whole grid.
// No block is started twice and the grid no longer depends on n, but the bytes in flight are those of step 1.
#include <cuda_runtime.h>

__global__ void add_kernel(const float* __restrict__ a, const float* __restrict__ b, float* __restrict__ c,
                           int n) {
  const long long stride = static_cast<long long>(gridDim.x) * blockDim.x;
  for (long long i = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x; i < n; i += stride)
    c[i] = a[i] + b[i];
}

extern "C" void vector_add(const float* a, const float* b, float* c, int n) {
  if (n == 0) return;
  int device = 0, multiprocessors = 0, blocks_per_multiprocessor = 0;
  cudaGetDevice(&device);
  cudaDeviceGetAttribute(&multiprocessors, cudaDevAttrMultiProcessorCount, device);
  cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks_per_multiprocessor, add_kernel, 256, 0);
  const int needed = (n + 255) / 256;
  const int resident = multiprocessors * blocks_per_multiprocessor;
  const int blocks = needed < resident ? needed : resident;
  add_kernel<<<blocks, 256>>>(a, b, c, n);
}
