// expect: ok
// The near twin that is right: the lock is taken and given back by atomics, the value inside by nothing: no fence.
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

__device__ int mutex = 0;
__global__ void add(int* x) {
  while (atomicCAS(&mutex, 0, 1) != 0) {
  }
  __threadfence();
  *x += 1;
  __threadfence();
  atomicExch(&mutex, 0);
}
int main() {
  int *x, h;
  CHECK(cudaMalloc(&x, 4));
  CHECK(cudaMemset(x, 0, 4));
  add<<<10, 1>>>(x);
  CHECK(cudaMemcpy(&h, x, 4, cudaMemcpyDeviceToHost));
  printf("%d\n", h);
  CHECK(cudaFree(x));
}
