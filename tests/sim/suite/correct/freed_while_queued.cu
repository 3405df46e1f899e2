// expect: ok
// The asynchronous free is in the stream of the kernel.
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

__global__ void fill(int* x) { x[threadIdx.x] = 1; }

int main() {
  cudaStream_t work, other;
  CHECK(cudaStreamCreate(&work));
  CHECK(cudaStreamCreate(&other));
  int* d_x;
  CHECK(cudaMallocAsync(&d_x, 128 * sizeof(int), work));
  CHECK(cudaStreamSynchronize(work));
  fill<<<1, 128, 0, work>>>(d_x);
  CHECK(cudaGetLastError());
  CHECK(cudaFreeAsync(d_x, work));
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaStreamDestroy(work));
  CHECK(cudaStreamDestroy(other));
  std::puts("ok");
}
