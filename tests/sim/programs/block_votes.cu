// expect: ok stdout="count 50 and 0 or 1\n"
#include <cstdio>

__global__ void vote(int* out) {
  const int count = __syncthreads_count(threadIdx.x % 2 == 0);
  const int all = __syncthreads_and(threadIdx.x < 99), any = __syncthreads_or(threadIdx.x == 99);
  if (threadIdx.x == 0) out[0] = count, out[1] = all != 0, out[2] = any != 0;
}

int main() {
  int *d, h[3];
  cudaMalloc(&d, sizeof h);
  vote<<<1, 100>>>(d);
  cudaMemcpy(h, d, sizeof h, cudaMemcpyDeviceToHost);
  std::printf("count %d and %d or %d\n", h[0], h[1], h[2]);
}
