// expect: ok
// The size of the array is given in full.
#include <cuda_runtime.h>

#include <cstdio>
#include <vector>

#define CHECK(call)                                                                  \
  do {                                                                               \
    const cudaError_t error = (call);                                                \
    if (error != cudaSuccess) {                                                      \
      std::printf("line %d: %s\n", __LINE__, cudaGetErrorString(error));             \
      return 1;                                                                      \
    }                                                                                \
  } while (0)

__global__ void twice(const int* in, int* out) { out[threadIdx.x] = 2 * in[threadIdx.x]; }

int main() {
  std::vector<int> values(64, 4);
  const int* h_x = values.data();
  int* d_x;
  CHECK(cudaMalloc(&d_x, 64 * sizeof(int)));
  CHECK(cudaMemcpy(d_x, h_x, 64 * sizeof *h_x, cudaMemcpyHostToDevice));
  static int h_out[64];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 64 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 64 * sizeof(int)));
  twice<<<1, 64>>>(d_x, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 64 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 64; ++i) {
    if (h_out[i] != (8)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_x));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
