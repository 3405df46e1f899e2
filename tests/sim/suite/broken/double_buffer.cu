// expect: race line=19|23 variable=buffer
// A double buffer that reads the half which others are filling.
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

__global__ void smooth(const int* in, int* out, int steps) {
  __shared__ int buffer[2][128];
  const int t = threadIdx.x;
  buffer[0][t] = in[t];
  __syncthreads();
  int now = 0;
  for (int step = 0; step < steps; ++step) {
    buffer[now][t] = buffer[now][(t + 1) % 128] + 1;
    __syncthreads();
  }
  out[t] = buffer[now][t];
}

int main() {
  static int h_in[128];
  for (int i = 0; i < 128; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 128 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 128 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[128];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 128 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 128 * sizeof(int)));
  smooth<<<1, 128>>>(d_in, d_out, 4);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 128 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 128; ++i) {
    if (h_out[i] != ((i + 4) % 128 + 4)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
