// expect: memory_error|cuda_error line=22
// cudaFree gets a pointer into an allocation.
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
  int* d_x;
  CHECK(cudaMalloc(&d_x, 64 * sizeof(int)));
  CHECK(cudaMemset(d_x, 0, 64 * sizeof(int)));
  int* cursor = d_x + 16;
  CHECK(cudaMemset(cursor, 0, 16 * sizeof(int)));
  CHECK(cudaFree(cursor));
  std::puts("ok");
}
