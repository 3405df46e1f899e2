// expect: ok
// Destination first, source second.
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
  for (int i = 0; i < 64; ++i) h_x[i] = i;
  int* d_x;
  CHECK(cudaMalloc(&d_x, sizeof h_x));
  CHECK(cudaMemcpy(d_x, h_x, sizeof h_x, cudaMemcpyHostToDevice));
  static int back[64];
  CHECK(cudaMemset(d_x, 0, 4));
  CHECK(cudaFree(d_x));
  for (int i = 0; i < 64; ++i) {
    if (back[i] != (0)) {
      std::printf("back[%d] is wrong\n", i);
      return 1;
    }
  }
  std::puts("ok");
}
