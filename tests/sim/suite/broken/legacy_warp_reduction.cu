// expect: race line=23 variable=part
// The last warp of a reduction relies on volatile alone, as before Volta.
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

__global__ void sum(const int* in, int* out) {
  __shared__ volatile int part[64];
  const int t = threadIdx.x;
  part[t] = in[t];
  __syncthreads();
  if (t < 32) {
    for (int step = 32; step > 0; step /= 2) {
      part[t] += part[t + step];
    }
  }
  if (t == 0) *out = part[0];
}

int main() {
  static int h_in[64];
  for (int i = 0; i < 64; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 64 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 64 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[1];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 1 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 1 * sizeof(int)));
  sum<<<1, 64>>>(d_in, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_out[0] != (64 * 63 / 2)) {
    std::printf("h_out[0] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
