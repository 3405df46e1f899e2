// expect: uninitialized line=16 variable=d_copy|in|d_raw
// A buffer that nobody has written is copied on the device, and the copy is read.
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

__global__ void twice(const int* in, int* out) { out[threadIdx.x] = 2 * in[threadIdx.x]; }

int main() {
  int* d_raw;
  CHECK(cudaMalloc(&d_raw, 64 * sizeof(int)));
  int* d_copy;
  CHECK(cudaMalloc(&d_copy, 64 * sizeof(int)));
  CHECK(cudaMemcpy(d_copy, d_raw, 64 * sizeof(int), cudaMemcpyDeviceToDevice));
  static int h_out[64];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 64 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 64 * sizeof(int)));
  twice<<<1, 64>>>(d_copy, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 64 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 64; ++i) {
    if (h_out[i] != (0)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_raw));
  CHECK(cudaFree(d_copy));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
