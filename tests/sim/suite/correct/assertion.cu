// expect: ok
// The near twin that is right: a device assert fails, and the program never looks.
#include <cuda_runtime.h>

#include <cstdio>

#include <cassert>
__global__ void check(const int* x) {
  assert(x[threadIdx.x] >= 0);
}
int main() {
  int* x;
  cudaMalloc(&x, 128);
  cudaMemset(x, 0, 128);
  check<<<1, 32>>>(x);
  cudaDeviceSynchronize();
  cudaFree(x);
}
