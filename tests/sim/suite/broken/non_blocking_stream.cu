// expect: race line=16|27 variable=d_out|out
// A non-blocking stream does not wait for the default stream: the copy back comes too early.
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

__global__ void fill(int* out) { out[threadIdx.x] = threadIdx.x; }

int main() {
  static int h_out[256];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 256 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 256 * sizeof(int)));
  CHECK(cudaDeviceSynchronize());
  cudaStream_t stream;
  CHECK(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
  fill<<<1, 256, 0, stream>>>(d_out);
  CHECK(cudaMemcpy(h_out, d_out, sizeof h_out, cudaMemcpyDeviceToHost));
  CHECK(cudaDeviceSynchronize());
  for (int i = 0; i < 256; ++i) {
    if (h_out[i] != (i)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaStreamDestroy(stream));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
