// expect: race line=18|23 variable=d_value|value
// A block publishes a value by an atomic flag, without the fence that orders the two.
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

__global__ void hand_over(int* value, int* ready, int* out) {
  if (blockIdx.x == 0) {
    *value = 42;
    atomicExch(ready, 1);
  } else {
    while (atomicAdd(ready, 0) == 0) {
    }
    *out = *value;
  }
}

int main() {
  int* d_value;
  CHECK(cudaMalloc(&d_value, 1 * sizeof(int)));
  CHECK(cudaMemset(d_value, 0, 1 * sizeof(int)));
  int* d_ready;
  CHECK(cudaMalloc(&d_ready, 1 * sizeof(int)));
  CHECK(cudaMemset(d_ready, 0, 1 * sizeof(int)));
  static int h_out[1];
  int* d_out;
  CHECK(cudaMalloc(&d_out, 1 * sizeof(int)));
  CHECK(cudaMemset(d_out, 0, 1 * sizeof(int)));
  hand_over<<<2, 1>>>(d_value, d_ready, d_out);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaMemcpy(h_out, d_out, 1 * sizeof(int), cudaMemcpyDeviceToHost));
  if (h_out[0] != (42)) {
    std::printf("h_out[0] is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_value));
  CHECK(cudaFree(d_ready));
  CHECK(cudaFree(d_out));
  std::puts("ok");
}
