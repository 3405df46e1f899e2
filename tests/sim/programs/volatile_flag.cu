// expect: ok stdout="7\n"
// One warp hands a value to another through a volatile flag, with fences on both sides.
#include <cstdio>
__global__ void hand_over(int* out) {
  __shared__ int value;
  __shared__ volatile int ready;
  if (threadIdx.x == 0) ready = 0;
  __syncthreads();
  if (threadIdx.x == 32) {
    value = 7;
    __threadfence_block();
    ready = 1;
  } else if (threadIdx.x == 0) {
    while (atomicAdd(const_cast<int*>(&ready), 0) == 0) __nanosleep(10);
    __threadfence_block();
    *out = value;
  }
}
int main() {
  int *out, host;
  cudaMalloc(&out, sizeof(int));
  hand_over<<<1, 64>>>(out);
  cudaMemcpy(&host, out, sizeof host, cudaMemcpyDeviceToHost);
  std::printf("%d\n", host);
}
