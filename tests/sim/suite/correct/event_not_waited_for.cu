// expect: ok
// The near twin that is right: the time is asked for before the stop event is done.
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
  cudaEventRecord(stop);
  cudaEventSynchronize(stop);
  cudaEventElapsedTime(&ms, start, stop);
  printf("%d\n", ms >= 0);
  cudaDeviceSynchronize();
  cudaFree(d);
  cudaEventDestroy(start);
  cudaEventDestroy(stop);
}
