// expect: ok
// As much is copied to a constant array as it holds.
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

__constant__ float weights[8];

__global__ void apply(float* out) { out[threadIdx.x] = weights[threadIdx.x % 8]; }

int main() {
  float host[16];
  for (int i = 0; i < 16; ++i) host[i] = 1;
  CHECK(cudaMemcpyToSymbol(weights, host, sizeof weights));
  static float h_out[32];
  float* d_out;
  CHECK(cudaMalloc(&d_out, 32 * sizeof(float)));
  CHECK(cudaMemset(d_out, 0, 32 * sizeof(float)));
  apply<<<1, 32>>>(d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 32 * sizeof(float), cudaMemcpyDeviceToHost));
  std::printf("first %g\n", h_out[0]);
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
