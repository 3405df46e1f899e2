// expect: memory_error|cuda_error line=23
// The copy back says that it goes from the host to the device.
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
  CHECK(cudaMalloc(&d_x, 64 * sizeof(int)));
  CHECK(cudaMemcpy(d_x, h_x, 64 * sizeof(int), cudaMemcpyHostToDevice));
  static int back[64];
  cudaMemcpy(back, d_x, sizeof back, cudaMemcpyHostToDevice);
  for (int i = 0; i < 64; ++i) {
    if (back[i] != (i)) {
      std::printf("back[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_x));
  std::puts("ok");
}
