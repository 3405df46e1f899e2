// expect: memory_error|cuda_error line=20
// More is copied than the allocation holds.
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

int main() {
  static int h_x[128];
  int* d_x;
  CHECK(cudaMalloc(&d_x, 100 * sizeof(int)));
  cudaMemcpy(d_x, h_x, sizeof h_x, cudaMemcpyHostToDevice);
  CHECK(cudaFree(d_x));
  std::puts("ok");
}
