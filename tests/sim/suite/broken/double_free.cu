// expect: memory_error|cuda_error line=32
// One buffer is freed twice.
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
  static int h_x[64];
  int* d_x;
  CHECK(cudaMalloc(&d_x, 64 * sizeof(int)));
  CHECK(cudaMemset(d_x, 0, 64 * sizeof(int)));
  int* d_y;
  CHECK(cudaMalloc(&d_y, 64 * sizeof(int)));
  CHECK(cudaMemset(d_y, 0, 64 * sizeof(int)));
  CHECK(cudaMemcpy(h_x, d_x, 64 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 64; ++i) {
    if (h_x[i] != (0)) {
      std::printf("h_x[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_x));
  CHECK(cudaFree(d_x));
  std::puts("ok");
}
