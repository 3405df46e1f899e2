// expect: deadlock line=8
// The flag is set after the barrier, and the reader spins ahead of it.
#include <cstdio>
__global__ void wait(int* out) {
  __shared__ volatile int ready;
  if (threadIdx.x == 0) ready = 0;
  __syncthreads();
  if (threadIdx.x == 5) while (ready == 0) {}
  __syncthreads();
  if (threadIdx.x == 0) ready = 1;
  __syncthreads();
  out[threadIdx.x] = ready;
}
int main() {
  int* out;
  cudaMalloc(&out, 64 * sizeof(int));
  wait<<<1, 64>>>(out);
  cudaDeviceSynchronize();
  cudaFree(out);
}
