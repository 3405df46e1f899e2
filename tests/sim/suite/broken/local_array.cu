// expect: uninitialized line=19|21 variable=acc|
// A thread adds to an array of accumulators that it never set.
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

__global__ void column_sums(const int* in, int* out, int rows) {
  int acc[4];
  for (int r = 0; r < rows; ++r) {
    for (int j = 0; j < 4; ++j) acc[j] += in[r * 128 + threadIdx.x * 4 + j];
  }
  for (int j = 0; j < 4; ++j) out[threadIdx.x * 4 + j] = acc[j];
}

int main() {
  static int h_in[512];
  for (int i = 0; i < 512; ++i) h_in[i] = 1;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 512 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 512 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[128];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 128 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 128 * sizeof(int)));
  column_sums<<<1, 32>>>(d_in, d_out, 4);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 128 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 128; ++i) {
    if (h_out[i] != (4)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
