// expect: uninitialized line=18|19 variable=sum|
// A thread adds to a sum that it never set.
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

__global__ void row_sums(const int* in, int* out, int columns) {
  int sum;
  for (int k = 0; k < columns; ++k) sum += in[threadIdx.x * columns + k];
  out[threadIdx.x] = sum;
}

int main() {
  static int h_in[256];
  for (int i = 0; i < 256; ++i) h_in[i] = 1;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 256 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 256 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[32];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 32 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 32 * sizeof(int)));
  row_sums<<<1, 32>>>(d_in, d_out, 8);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 32 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 32; ++i) {
    if (h_out[i] != (8)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
