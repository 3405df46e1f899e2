// expect: race line=6 other_line=7 variable=tile function=reverse
#include <cstdio>
__global__ void reverse(int* d) {
  __shared__ int tile[64];
  const int t = threadIdx.x;
  tile[t] = d[t];
  d[t] = tile[63 - t];
}
int main() {
  int* d;
  cudaMalloc(&d, 64 * sizeof(int));
  cudaMemset(d, 0, 64 * sizeof(int));
  reverse<<<1, 64>>>(d);
  cudaDeviceSynchronize();
}
