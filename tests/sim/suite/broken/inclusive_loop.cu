// expect: memory_error line=18 variable=d_in|in
// A grid-stride loop that runs to and with n.
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
  int mine = 0;
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i <= n; i += gridDim.x * blockDim.x) mine += in[i];
  atomicAdd(out, mine);
}

int main() {
  static int h_in[500];
  for (int i = 0; i < 500; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 500 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 500 * sizeof(int), cudaMemcpyHostToDevice));
  static int h_out[1];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 1 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 1 * sizeof(int)));
  sum<<<2, 64>>>(d_in, 500, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_out[0] != (500 * 499 / 2)) {
    std::printf("h_out[0] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
