// expect: race line=16|22 variable=x|counter
// The host increments managed memory while the kernel may still run.
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

__global__ void add(int* counter) { atomicAdd(counter, 1); }
int main() {
  int* counter;
  CHECK(cudaMallocManaged(&counter, sizeof(int)));
  *counter = 0;
  add<<<4, 64>>>(counter);
  *counter += 1;
  CHECK(cudaDeviceSynchronize());
  printf("%d\n", *counter);
  CHECK(cudaFree(counter));
}
