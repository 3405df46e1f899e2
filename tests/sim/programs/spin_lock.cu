// expect: ok stdout="256\n"
#include <cstdio>
__device__ int lock = 0;
__device__ int count = 0;
__global__ void add() {
  while (atomicCAS(&lock, 0, 1) != 0) {
  }
  __threadfence();
  count = count + 1;
  __threadfence();
  atomicExch(&lock, 0);
}
int main() {
  add<<<8, 32>>>();
  int host;
  cudaMemcpyFromSymbol(&host, count, sizeof host);
  std::printf("%d\n", host);
}
