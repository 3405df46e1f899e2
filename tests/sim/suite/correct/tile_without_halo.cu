// expect: ok
// A tile with room for its halo.
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

__global__ void smooth(const int* in, int* out, int n) {
  __shared__ int tile[129];
  const int i = blockIdx.x * 128 + threadIdx.x;
  tile[threadIdx.x] = in[i];
  if (threadIdx.x == 127) tile[128] = i + 1 < n ? in[i + 1] : 0;
  __syncthreads();
  out[i] = tile[threadIdx.x] + tile[threadIdx.x + 1];
}

int main() {
  static int h_in[256];
  for (int i = 0; i < 256; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 256 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 256 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[256];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 256 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 256 * sizeof(int)));
  smooth<<<2, 128>>>(d_in, d_out, 256);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 256 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 255; ++i) {
    if (h_out[i] != (2 * i + 1)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
