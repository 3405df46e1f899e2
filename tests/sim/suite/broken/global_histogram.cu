// expect: race line=20 variable=bins
// Two blocks count into one histogram in a __device__ array without atomics.
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

__device__ int bins[8];

__global__ void histogram(const int* in) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  bins[in[i] & 7] += 1;
}

int main() {
  static int h_in[256];
  for (int i = 0; i < 256; ++i) h_in[i] = i * 5;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 256 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 256 * sizeof(int), cudaMemcpyHostToDevice));
  histogram<<<2, 128>>>(d_in);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  int h_bins[8];
  CHECK(cudaMemcpyFromSymbol(h_bins, bins, sizeof h_bins));
  for (int i = 0; i < 8; ++i) {
    if (h_bins[i] != (32)) {
      std::printf("h_bins[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  std::puts("ok");
}
