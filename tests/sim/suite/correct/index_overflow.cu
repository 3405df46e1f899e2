// expect: ok
// The near twin that is right: the index is computed in int and overflows to a negative number.
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

__global__ void touch(char* x, int pitch, int rows) {
  int r = blockIdx.x * blockDim.x + threadIdx.x;
  if (r < rows) {
    long long i = (long long)r % 2 * pitch;
    x[i] = 1;
  }
}
int main() {
  char* d;
  CHECK(cudaMalloc(&d, (1 << 20) + 1));
  touch<<<1, 128>>>(d, 1 << 20, 128);
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaFree(d));
}
