// expect: deadlock line=7
// One path leaves without giving the lock back.
#include <cstdio>
__device__ int lock = 0;
__device__ int count = 0;
__global__ void add(int limit) {
  while (atomicCAS(&lock, 0, 1) != 0) {
  }
  __threadfence();
  if (count >= limit) return;
  count = count + 1;
  __threadfence();
  atomicExch(&lock, 0);
}
int main() {
  add<<<2, 32>>>(10);
  std::printf("%s\n", cudaGetErrorString(cudaDeviceSynchronize()));
}
