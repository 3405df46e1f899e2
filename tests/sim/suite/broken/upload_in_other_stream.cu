// expect: race line=16|33 variable=d_x|x
// The input is copied in one stream and used in another.
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

__global__ void square(const int* x, int* y) { y[threadIdx.x] = x[threadIdx.x] * x[threadIdx.x]; }

int main() {
  int* d_x;
  CHECK(cudaMalloc(&d_x, 256 * sizeof(int)));
  CHECK(cudaMemset(d_x, 0, 256 * sizeof(int)));
  static int h_y[256];
  int* d_y;
  CHECK(cudaMalloc(&d_y, 256 * sizeof(int)));
  CHECK(cudaMemset(d_y, 0, 256 * sizeof(int)));
  int* pinned;
  CHECK(cudaMallocHost(&pinned, 256 * sizeof(int)));
  for (int i = 0; i < 256; ++i) pinned[i] = i;
  CHECK(cudaDeviceSynchronize());
  cudaStream_t copies, work;
  CHECK(cudaStreamCreate(&copies));
  CHECK(cudaStreamCreate(&work));
  CHECK(cudaMemcpyAsync(d_x, pinned, 256 * sizeof(int), cudaMemcpyHostToDevice, copies));
  square<<<1, 256, 0, work>>>(d_x, d_y);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_y, d_y, 256 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 256; ++i) {
    if (h_y[i] != (i * i)) {
      std::printf("h_y[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaStreamDestroy(copies));
  CHECK(cudaStreamDestroy(work));
  CHECK(cudaFreeHost(pinned));
  CHECK(cudaFree(d_x));
  CHECK(cudaFree(d_y));
  std::puts("ok");
}
