// expect: memory_error line=16 variable=d_table|table
// A kernel uses a table after cudaFree.
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

__global__ void look_up(const int* table, int* out) { out[threadIdx.x] = table[threadIdx.x % 16]; }

int main() {
  static int h_table[16];
  for (int i = 0; i < 16; ++i) h_table[i] = i + 1;
  int* d_table;
  CHECK(cudaMalloc(&d_table, 16 * sizeof(int)));
  CHECK(cudaMemcpy(d_table, h_table, 16 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[64];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 64 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 64 * sizeof(int)));
  CHECK(cudaFree(d_table));
  look_up<<<1, 64>>>(d_table, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 64 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 64; ++i) {
    if (h_out[i] != (i % 16 + 1)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
