// expect: ok
// A grid that is rounded up.
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

__global__ void fill(int* out, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) out[i] = i;
}

int main() {
  const int n = 100;
  static int h_out[100];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 100 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 100 * sizeof(int)));
  fill<<<(n + 255) / 256, 256>>>(d_out, n);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 100 * sizeof(int), cudaMemcpyDeviceToHost));
  std::printf("last %d\n", h_out[99]);
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
