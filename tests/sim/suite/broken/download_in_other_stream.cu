// expect: race line=16|29 variable=d_x|x
// The result is copied back in another stream than the kernel's.
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

__global__ void fill(int* x) { x[threadIdx.x] = 7 * threadIdx.x; }

int main() {
  int* d_x;
  CHECK(cudaMalloc(&d_x, 256 * sizeof(int)));
  CHECK(cudaMemset(d_x, 0, 256 * sizeof(int)));
  int* pinned;
  CHECK(cudaMallocHost(&pinned, 256 * sizeof(int)));
  CHECK(cudaDeviceSynchronize());
  cudaStream_t work, copies;
  CHECK(cudaStreamCreate(&work));
  CHECK(cudaStreamCreate(&copies));
  fill<<<1, 256, 0, work>>>(d_x);
  CHECK(cudaMemcpyAsync(pinned, d_x, 256 * sizeof(int), cudaMemcpyDeviceToHost, copies));
  CHECK(cudaStreamSynchronize(copies));
  CHECK(cudaDeviceSynchronize());
  for (int i = 0; i < 256; ++i) {
    if (pinned[i] != (7 * i)) {
      std::printf("pinned[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaStreamDestroy(work));
  CHECK(cudaStreamDestroy(copies));
  CHECK(cudaFreeHost(pinned));
  CHECK(cudaFree(d_x));
  std::puts("ok");
}
