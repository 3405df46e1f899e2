// expect: ok
// A stencil from one buffer into another.
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

__global__ void average(const int* from, int* to, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const int left = i > 0 ? from[i - 1] : 0, right = i + 1 < n ? from[i + 1] : 0;
  __syncthreads();
  if (i < n) to[i] = left + right;
}

int main() {
  static int h_x[256];
  for (int i = 0; i < 256; ++i) h_x[i] = i;
  int* d_x;
  CHECK(cudaMalloc(&d_x, 256 * sizeof(int)));
  CHECK(cudaMemcpy(d_x, h_x, 256 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_y[256];
  int* d_y;
  CHECK(cudaMalloc(&d_y, 256 * sizeof(int)));
  CHECK(cudaMemset(d_y, 0, 256 * sizeof(int)));
  average<<<4, 64>>>(d_x, d_y, 256);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_y, d_y, 256 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 256; ++i) {
    if (h_y[i] != ((i > 0 ? i - 1 : 0) + (i < 255 ? i + 1 : 0))) {
      std::printf("h_y[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_x));
  CHECK(cudaFree(d_y));
  std::puts("ok");
}
