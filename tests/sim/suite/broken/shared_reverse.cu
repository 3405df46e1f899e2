// expect: race line=19|20 variable=tile
// A block reverses its part through shared memory, without a barrier in between.
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

__global__ void reverse(const int* in, int* out) {
  __shared__ int tile[256];
  const int t = threadIdx.x;
  tile[t] = in[blockIdx.x * 256 + t];
  out[blockIdx.x * 256 + t] = tile[255 - t];
}

int main() {
  static int h_in[512];
  for (int i = 0; i < 512; ++i) h_in[i] = 3 * i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 512 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 512 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[512];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 512 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 512 * sizeof(int)));
  reverse<<<2, 256>>>(d_in, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 512 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 512; ++i) {
    if (h_out[i] != (3 * (i / 256 * 256 + 255 - i % 256))) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
