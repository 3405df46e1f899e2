// expect: race line=16|25 variable=x|data
// The host reads managed memory before the kernel is waited for.
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

__global__ void fill(int* x) { x[threadIdx.x] = 3 * threadIdx.x; }

int main() {
  int* data;
  CHECK(cudaMallocManaged(&data, 128 * sizeof(int)));
  for (int i = 0; i < 128; ++i) data[i] = 0;
  fill<<<1, 128>>>(data);
  CHECK(cudaGetLastError());
  int sum = 0;
  for (int i = 0; i < 128; ++i) sum += data[i];
  CHECK(cudaDeviceSynchronize());
  if (sum != (3 * 128 * 127 / 2)) {
    std::printf("sum is wrong\n");
    return 1;
  }
  CHECK(cudaFree(data));
  std::puts("ok");
}
