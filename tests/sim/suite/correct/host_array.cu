// expect: ok
// The near twin that is right: a pointer to a host global reaches the kernel.
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

int table[32] = {1, 2, 3};
__device__ int d_table[32];
__global__ void use(const int* t, int* out) { out[threadIdx.x] = t[threadIdx.x] * 2; }
int main() {
  int* out;
  CHECK(cudaMalloc(&out, 128));
  void* p;
  CHECK(cudaGetSymbolAddress(&p, d_table));
  CHECK(cudaMemcpy(p, table, sizeof table, cudaMemcpyHostToDevice));
  use<<<1, 32>>>((int*)p, out);
  cudaDeviceSynchronize();
  cudaFree(out);
}
