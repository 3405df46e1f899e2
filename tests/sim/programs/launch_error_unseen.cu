// expect: cuda_error line=10
// A launch that fails at once, and a program that never asks: the kernel did not run.
#include <cstdio>

__global__ void set(int* p) { p[threadIdx.x] = 1; }

int main() {
  int* p;
  cudaMalloc(&p, 2048 * sizeof(int));
  set<<<1, 2048>>>(p);
  cudaDeviceSynchronize();
  cudaFree(p);
}
