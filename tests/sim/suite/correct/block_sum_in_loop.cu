// expect: ok
// The near twin that is right: a block reduction is called in a loop; its shared scratch is written again while others still read it.
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

__device__ float block_reduce(float v) {
  __shared__ float shared[8];
  int lane = threadIdx.x & 31, w = threadIdx.x >> 5;
  for (int o = 16; o; o >>= 1) v += __shfl_xor_sync(~0u, v, o);
  __syncthreads();
  if (lane == 0) shared[w] = v;
  __syncthreads();
  float s = 0;
  for (int i = 0; i < 8; i++) s += shared[i];
  return s;
}
__global__ void rows(const float* m, float* out, int cols) {
  for (int r = 0; r < 4; r++) {
    float s = block_reduce(m[r * cols + threadIdx.x]);
    if (threadIdx.x == 0) out[r] = s;
  }
}
int main() {
  static float h[1024];
  float *m, *o;
  for (int i = 0; i < 1024; i++) h[i] = 1;
  CHECK(cudaMalloc(&m, sizeof h));
  CHECK(cudaMalloc(&o, 4 * sizeof(float)));
  CHECK(cudaMemcpy(m, h, sizeof h, cudaMemcpyHostToDevice));
  rows<<<1, 256>>>(m, o, 256);
  CHECK(cudaMemcpy(h, o, 16, cudaMemcpyDeviceToHost));
  CHECK(cudaFree(m));
  CHECK(cudaFree(o));
  printf("%g\n", h[3]);
}
