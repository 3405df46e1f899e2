// expect: race|memory_error line=16|27 variable=d_x|x
// An asynchronous free in one stream does not wait for the kernel in another.
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
  CHECK(cudaFreeAsync(d_x, other));
  CHECK(cudaStreamSynchronize(other));
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaStreamDestroy(work));
  CHECK(cudaStreamDestroy(other));
  std::puts("ok");
}
