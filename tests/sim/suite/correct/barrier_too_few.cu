// expect: ok
// The near twin that is right: cuda::barrier expects half of the threads: the others are not waited for.
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

#include <cuda/barrier>
__global__ void k(int* x) {
  __shared__ cuda::barrier<cuda::thread_scope_block> bar;
  __shared__ int s[64];
  if (threadIdx.x == 0) init(&bar, 64);
  __syncthreads();
  s[threadIdx.x] = x[threadIdx.x];
  bar.arrive_and_wait();
  x[threadIdx.x] = s[63 - threadIdx.x];
}
int main() {
  int* x;
  CHECK(cudaMalloc(&x, 256));
  CHECK(cudaMemset(x, 0, 256));
  k<<<1, 64>>>(x);
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaFree(x));
}
