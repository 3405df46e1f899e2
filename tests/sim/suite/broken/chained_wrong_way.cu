// expect: deadlock line=20 variable=state
// A chained scan waits for its successor's block instead of its predecessor's: the last one waits for nobody.
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

__device__ int state[64];
__global__ void chain(int* out, int blocks) {
  if (threadIdx.x == 0) {
    int next = (blockIdx.x + 1) % blocks;
    while (atomicAdd(&state[next], 0) == 0) {
    }
    out[blockIdx.x] = 1;
    __threadfence();
    atomicExch(&state[blockIdx.x], 1);
  }
}
int main() {
  int* x;
  CHECK(cudaMalloc(&x, 256));
  chain<<<8, 32>>>(x, 8);
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaFree(x));
}
