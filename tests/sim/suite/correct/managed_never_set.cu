// expect: ok
// Bins in managed memory are cleared by the host.
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

__global__ void histogram(const int* in, int* bins) { atomicAdd(&bins[in[threadIdx.x] % 8], 1); }

int main() {
  static int h_in[64];
  for (int i = 0; i < 64; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 64 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 64 * sizeof(int), cudaMemcpyHostToDevice));
  int* data;
  CHECK(cudaMallocManaged(&data, 8 * sizeof(int)));
  for (int i = 0; i < 8; ++i) data[i] = 0;
  histogram<<<1, 64>>>(d_in, data);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  for (int i = 0; i < 8; ++i) {
    if (data[i] != (8)) {
      std::printf("data[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(data));
  std::puts("ok");
}
