// expect: ok stdout="2080\n"
// A chain of blocks: each waits for the one before it on a volatile flag, in every order of starting.
#include <cstdio>
__device__ volatile int flag[65];

__global__ void chain(volatile int* sum) {
  __shared__ int before;
  const int b = blockIdx.x;
  if (threadIdx.x == 0) {
    while (b > 0 && flag[b] == 0) {
    }
    __threadfence();
    before = b > 0 ? sum[b] : 0;
  }
  __syncthreads();
  if (threadIdx.x == blockDim.x - 1) {
    sum[b + 1] = before + b + 1;
    __threadfence();
    flag[b + 1] = 1;
  }
}
int main() {
  int* sum;
  cudaMalloc(&sum, 65 * sizeof(int));
  chain<<<64, 64>>>(sum);
  int host[65];
  cudaMemcpy(host, sum, sizeof host, cudaMemcpyDeviceToHost);
  std::printf("%d\n", host[64]);
}
