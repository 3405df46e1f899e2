// expect: barrier_divergence|deadlock|race|uninitialized|warning line=18|20
// Lanes past the end return, the others still read their registers.
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

__global__ void sum(const int* in, int n, int* out) {
  const int t = threadIdx.x;
  if (t >= n) return;
  int value = in[t];
  for (int step = 16; step > 0; step /= 2) value += __shfl_down_sync(0xffffffffu, value, step);
  if (t == 0) *out = value;
}

int main() {
  static int h_in[20];
  for (int i = 0; i < 20; ++i) h_in[i] = 1;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 20 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 20 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[1];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 1 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 1 * sizeof(int)));
  sum<<<1, 32>>>(d_in, 20, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
