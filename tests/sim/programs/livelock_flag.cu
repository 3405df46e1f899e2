// expect: deadlock line=7
// Nobody sets the flag.
#include <cstdio>
__device__ int flag = 0;
__global__ void wait(int* out) {
  int tries = 0;
  while (atomicAdd(&flag, 0) == 0) tries = 1;
  *out = tries;
}
int main() {
  int* out;
  cudaMalloc(&out, sizeof(int));
  wait<<<4, 32>>>(out);
  cudaDeviceSynchronize();
  cudaFree(out);
}
