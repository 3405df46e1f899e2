// expect: ok
// The near twin that is right: double buffering waits for all but one stage where it needs the newest.
#include <cuda_runtime.h>

#include <cstdio>

#define CHECK(call)                                                                  \
  do {                                                                               \
    const cudaError_t error = (call);                                                \
    if (error != cudaSuccess) {                                                      \
      std::printf("line %d: %s\n", __LINE__, cudaGetErrorString(error));             \
      return 1;                                                                      \
    }                                                                                \
  } while (0)

#include <cuda_pipeline.h>
__global__ void k(const float* x, float* y, int tiles) {
  __shared__ float s[2][64];
  __pipeline_memcpy_async(&s[0][threadIdx.x], &x[threadIdx.x], 4);
  __pipeline_commit();
  float acc = 0;
  for (int t = 0; t < tiles; t++) {
    if (t + 1 < tiles) __pipeline_memcpy_async(&s[(t + 1) % 2][threadIdx.x], &x[(t + 1) * 64 + threadIdx.x], 4);
    __pipeline_commit();
    __pipeline_wait_prior(1);
    __syncthreads();
    acc += s[t % 2][63 - threadIdx.x];
    __syncthreads();
  }
  y[threadIdx.x] = acc;
}
int main() {
  float *x, *y;
  CHECK(cudaMalloc(&x, 1024));
  CHECK(cudaMalloc(&y, 256));
  CHECK(cudaMemset(x, 0, 1024));
  k<<<1, 64>>>(x, y, 4);
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaFree(x));
  CHECK(cudaFree(y));
}
