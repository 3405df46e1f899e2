// expect: ok
// The host copies the result before it looks at it.
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

__global__ void sum(const int* in, int* out) { atomicAdd(out, in[threadIdx.x]); }

int main() {
  static int h_in[128];
  for (int i = 0; i < 128; ++i) h_in[i] = i;
  int* d_in;
  CHECK(cudaMalloc(&d_in, 128 * sizeof(int)));
  CHECK(cudaMemcpy(d_in, h_in, 128 * sizeof(int), cudaMemcpyHostToDevice));
  int* d_sum;
  CHECK(cudaMalloc(&d_sum, 1 * sizeof(int)));
  CHECK(cudaMemset(d_sum, 0, 1 * sizeof(int)));
  sum<<<1, 128>>>(d_in, d_sum);
  CHECK(cudaGetLastError());
  CHECK(cudaDeviceSynchronize());
  int result = 0;
  CHECK(cudaMemcpy(&result, d_sum, sizeof result, cudaMemcpyDeviceToHost));
  if (result != (128 * 127 / 2)) {
    std::printf("result is wrong\n");
    return 1;
  }
  CHECK(cudaFree(d_in));
  CHECK(cudaFree(d_sum));
  std::puts("ok");
}
