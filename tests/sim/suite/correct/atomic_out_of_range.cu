// expect: ok
// The largest value has its own bin.
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

__global__ void histogram(const int* in, int n, int* bins) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) atomicAdd(&bins[min(in[i], 63)], 1);
}

int main() {
  static int h_in[260];
  for (int i = 0; i < 260; ++i) h_in[i] = i % 65;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 260 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 260 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_bins[64];
  int* d_bins;
  CHECK(cudaMalloc(&d_bins, 64 * sizeof(int)));
  CHECK(cudaMemset(d_bins, 0, 64 * sizeof(int)));
  histogram<<<3, 128>>>(d_in, 260, d_bins);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_bins, d_bins, 64 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 63; ++i) {
    if (h_bins[i] != (4)) {
      std::printf("h_bins[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_bins));
  std::puts("ok");
}
