// expect: memory_error|cuda_error line=29
// cudaFree gets a pointer from malloc.
#include <cuda_runtime.h>

#include <cstdio>
#include <cstdlib>

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
  int* staging = static_cast<int*>(std::malloc(64 * sizeof(int)));
  CHECK(cudaMemcpy(staging, d_x, 64 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 64; ++i) {
    if (staging[i] != (0)) {
      std::printf("staging[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(staging));
  CHECK(cudaFree(d_x));
  std::puts("ok");
}
