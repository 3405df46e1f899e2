// expect: cuda_error line=23
// A block of 2048 threads is refused, and nobody asks.
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

__global__ void fill(int* out) { out[blockIdx.x * blockDim.x + threadIdx.x] = 1; }

int main() {
  static int h_out[2048];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 2048 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 2048 * sizeof(int)));
  fill<<<1, 2048>>>(d_out);
  cudaDeviceSynchronize();
  CHECK(cudaMemcpy(h_out, d_out, 2048 * sizeof(int), cudaMemcpyDeviceToHost));
  int sum = 0;
  for (const int x : h_out) sum += x;
  std::printf("sum %d\n", sum);
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
