// expect: ok
// More threads than elements, with a guard.
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

__global__ void twice(const int* in, int* out, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) out[i] = 2 * in[i];
}

int main() {
  static int h_in[1000];
  for (int i = 0; i < 1000; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 1000 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 1000 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[1000];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 1000 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 1000 * sizeof(int)));
  twice<<<(1000 + 127) / 128, 128>>>(d_in, d_out, 1000);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1000 * sizeof(int), cudaMemcpyDeviceToHost));
  for (int i = 0; i < 1000; ++i) {
    if (h_out[i] != (2 * i)) {
      std::printf("h_out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
