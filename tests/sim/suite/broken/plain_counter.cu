// expect: race line=18 variable=d_count|count
// Blocks count the hits with a plain increment.
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

__global__ void count_even(const int* in, int n, int* count) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n && in[i] % 2 == 0) ++*count;
}

int main() {
  static int h_in[1000];
  for (int i = 0; i < 1000; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 1000 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 1000 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_count[1];
  int* d_count;
  CHECK(cudaMalloc(&d_count, 1 * sizeof(int)));
  CHECK(cudaMemset(d_count, 0, 1 * sizeof(int)));
  count_even<<<8, 128>>>(d_in, 1000, d_count);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_count, d_count, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_count[0] != (500)) {
    std::printf("h_count[0] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_count));
  std::puts("ok");
}
