// expect: ok
// The near twin that is right: a butterfly over half a warp reads lanes outside the mask.
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

__global__ void half_sum(int* x) {
  int v = x[threadIdx.x];
  if (threadIdx.x < 16) {
    for (int o = 8; o > 0; o >>= 1) v += __shfl_xor_sync(0xffff, v, o);
    x[threadIdx.x] = v;
  }
}
int main() {
  int* x;
  CHECK(cudaMalloc(&x, 128));
  CHECK(cudaMemset(x, 0, 128));
  half_sum<<<1, 32>>>(x);
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaFree(x));
}
