// expect: ok
// Two streams write a half of the output each.
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

__global__ void fill(int* out, int value) { out[threadIdx.x] = value + threadIdx.x; }

int main() {
  static int h_out[256];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 256 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 256 * sizeof(int)));
  CHECK(cudaDeviceSynchronize());
  cudaStream_t streams[2];
  for (cudaStream_t& stream : streams) CHECK(cudaStreamCreate(&stream));
  for (int s = 0; s < 2; ++s) fill<<<1, 128, 0, streams[s]>>>(d_out + 128 * s, 128 * s);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 256 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 256; ++i) {
    if (h_out[i] != (i)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  for (cudaStream_t stream : streams) CHECK(cudaStreamDestroy(stream));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
