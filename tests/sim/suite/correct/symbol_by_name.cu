// expect: ok
// The near twin that is right: a __device__ variable is filled with plain cudaMemcpy through its host name.
#include <cuda_runtime.h>

#include <cstdio>

__device__ float scale[4];
__global__ void use(float* out) { out[threadIdx.x] = scale[threadIdx.x]; }
int main() {
  float h[4] = {1, 2, 3, 4}, *d;
  cudaMalloc(&d, 16);
  cudaMemcpyToSymbol(scale, h, sizeof h);
  use<<<1, 4>>>(d);
  cudaDeviceSynchronize();
  cudaFree(d);
}
