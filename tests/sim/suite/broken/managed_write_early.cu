// expect: race line=16|25 variable=x|data|in
// The host changes managed memory that a running kernel still reads.
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

__global__ void copy(const int* in, int* out) { out[threadIdx.x] = in[threadIdx.x]; }

int main() {
  int *data, *out;
  CHECK(cudaMallocManaged(&data, 128 * sizeof(int)));
  CHECK(cudaMallocManaged(&out, 128 * sizeof(int)));
  for (int i = 0; i < 128; ++i) data[i] = i;
  copy<<<1, 128>>>(data, out);
  CHECK(cudaGetLastError());
  for (int i = 0; i < 128; ++i) data[i] = -1;
  CHECK(cudaDeviceSynchronize());
  for (int i = 0; i < 128; ++i) {
    if (out[i] != (i)) {
      std::printf("out[%d] is wrong\n", i);
      return 1;
    }
  }
  CHECK(cudaFree(data));
  CHECK(cudaFree(out));
  std::puts("ok");
}
