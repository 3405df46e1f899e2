// expect: ok
// The near twin that is right: a local variable is set only in one branch.
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

__global__ void clampit(const int* x, int* out, int limit) {
  int i = threadIdx.x;
  int v;
  if (x[i] < limit) v = x[i];
  else v = limit;
  out[i] = v;
}
int main() {
  int h[64], *d, *o;
  for (int i = 0; i < 64; i++) h[i] = i;
  CHECK(cudaMalloc(&d, sizeof h));
  CHECK(cudaMalloc(&o, sizeof h));
  CHECK(cudaMemcpy(d, h, sizeof h, cudaMemcpyHostToDevice));
  clampit<<<1, 64>>>(d, o, 40);
  CHECK(cudaMemcpy(h, o, sizeof h, cudaMemcpyDeviceToHost));
  CHECK(cudaFree(d));
  CHECK(cudaFree(o));
}
