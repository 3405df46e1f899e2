// expect: cuda_error line=7
// grid.sync() in an ordinary launch.
#include <cooperative_groups.h>
#include <cstdio>
__global__ void k(int* data) {
  data[blockIdx.x * blockDim.x + threadIdx.x] = 1;
  cooperative_groups::this_grid().sync();
}
int main() {
  int* data;
  cudaMalloc(&data, 64 * sizeof(int));
  k<<<2, 32>>>(data);
  std::printf("%s\n", cudaGetErrorString(cudaDeviceSynchronize()));
}
