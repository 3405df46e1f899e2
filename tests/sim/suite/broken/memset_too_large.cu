// expect: memory_error line=20
// A memset is longer than the allocation.
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
  static int h_x[100];
  int* d_x;
  CHECK(cudaMalloc(&d_x, 100 * sizeof(int)));
  CHECK(cudaMemset(d_x, 0, 128 * sizeof(int)));
  CHECK(cudaMemcpy(h_x, d_x, 100 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 100; ++i) {
    if (h_x[i] != (0)) {
      std::printf("h_x[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_x));
  std::puts("ok");
}
