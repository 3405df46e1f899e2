// expect: memory_error line=8
#include <cstdio>
__global__ void fill(int* d) { d[threadIdx.x] = 1; }
int main() {
  int* d;
  cudaMalloc(&d, 32 * sizeof(int));
  fill<<<1, 32>>>(d), cudaDeviceSynchronize();
  if (d[0] == 1) std::puts("one");
}
