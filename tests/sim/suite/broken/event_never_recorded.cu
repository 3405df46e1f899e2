// expect: cuda_error line=18
// The stop event is never recorded, so the elapsed time is refused, and nobody looks.
#include <cuda_runtime.h>

#include <cstdio>

__global__ void fill(int* x) { x[threadIdx.x] = 1; }
int main() {
  int* d;
  float ms = 0;
  cudaEvent_t start, stop;
  cudaEventCreate(&start);
  cudaEventCreate(&stop);
  cudaMalloc(&d, 128);
  cudaEventRecord(start);
  fill<<<1, 32>>>(d);
  cudaEventSynchronize(stop);
  cudaEventElapsedTime(&ms, start, stop);
  printf("%d\n", ms >= 0);
  cudaFree(d);
  cudaEventDestroy(start);
  cudaEventDestroy(stop);
}
