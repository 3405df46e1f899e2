// expect: ok stdout="1 30 17 14\n"
// Lanes of a warp, and of half a warp, that wait for each other before they read.
#include <cstdio>
__global__ void swap_pairs(int* d) {
  __shared__ int s[32];
  const int t = threadIdx.x;
  s[t] = d[t];
  __syncwarp();
  d[t] = s[t ^ 1];
}
__global__ void reverse_halves(int* d) {
  __shared__ int s[32];
  const int t = threadIdx.x;
  const unsigned half = t < 16 ? 0xffffu : 0xffff0000u;
  for (int round = 0; round < 3; ++round) {
    s[t] = d[t];
    __syncwarp(half);
    d[t] = s[t ^ 15];
    __syncwarp(half);
  }
}
int main() {
  int *d, host[32];
  cudaMalloc(&d, sizeof host);
  for (int i = 0; i < 32; ++i) host[i] = i;
  cudaMemcpy(d, host, sizeof host, cudaMemcpyHostToDevice);
  swap_pairs<<<1, 32>>>(d);
  cudaMemcpy(host, d, sizeof host, cudaMemcpyDeviceToHost);
  std::printf("%d %d ", host[0], host[31]);
  for (int i = 0; i < 32; ++i) host[i] = i;
  cudaMemcpy(d, host, sizeof host, cudaMemcpyHostToDevice);
  reverse_halves<<<1, 32>>>(d);
  cudaMemcpy(host, d, sizeof host, cudaMemcpyDeviceToHost);
  std::printf("%d %d\n", host[30], host[1]);
}
