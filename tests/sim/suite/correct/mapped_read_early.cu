// expect: ok
// The host reads mapped memory after the kernel.
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

__global__ void fill(int* x) { x[threadIdx.x] = threadIdx.x + 5; }

int main() {
  int *host, *mapped;
  CHECK(cudaHostAlloc(&host, 64 * sizeof(int), cudaHostAllocMapped));
  for (int i = 0; i < 64; ++i) host[i] = 0;
  CHECK(cudaHostGetDevicePointer(&mapped, host, 0));
  fill<<<1, 64>>>(mapped);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  const int last = host[63];
  CHECK(cudaDeviceSynchronize());
  if (last != (68)) {
    std::printf("last is wrong\n");
    return 1;
  }
  CHECK(cudaFreeHost(host));
  std::puts("ok");
}
