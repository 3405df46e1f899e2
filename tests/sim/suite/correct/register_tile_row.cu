// expect: ok
// The near twin that is right: the register tile has 4 x 4 accumulators, the loops run over 4 x 5.
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

__global__ void tile(const float* a, float* out) {
  float acc[4][4];
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++) acc[i][j] = 0;
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++) acc[i][j] += a[threadIdx.x] * (i + j);
  float s = 0;
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++) s += acc[i][j];
  out[threadIdx.x] = s;
}
int main() {
  float *a, *o;
  CHECK(cudaMalloc(&a, 128));
  CHECK(cudaMalloc(&o, 128));
  CHECK(cudaMemset(a, 0, 128));
  tile<<<1, 32>>>(a, o);
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaFree(a));
  CHECK(cudaFree(o));
}
