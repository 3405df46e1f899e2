// expect: ok stdout="0 errors, no error, too many blocks in cooperative launch\n"
// A cooperative launch as large as the GPU holds: all blocks read what all others wrote before grid.sync().
#include <cooperative_groups.h>
#include <cstdio>
#include <vector>
namespace cg = cooperative_groups;
__global__ void rotate(int* a, int* b, int n) {
  cg::grid_group grid = cg::this_grid();
  const int i = grid.thread_rank();
  for (int round = 0; round < 3; ++round) {
    b[i] = a[(i + 77) % n];
    grid.sync();
    a[i] = b[i] + grid.is_valid();
    cg::sync(grid);
  }
}
int main() {
  int blocks = 0, multiprocessors = 0;
  cudaDeviceGetAttribute(&multiprocessors, cudaDevAttrMultiProcessorCount, 0);
  cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, rotate, 64, 0);
  if (blocks > 4) blocks = 4;
  const int grid = blocks * multiprocessors;
  int n = grid * 64;
  std::vector<int> host(n);
  for (int i = 0; i < n; ++i) host[i] = i;
  int *a, *b;
  cudaMalloc(&a, n * sizeof(int));
  cudaMalloc(&b, n * sizeof(int));
  cudaMemcpy(a, host.data(), n * sizeof(int), cudaMemcpyHostToDevice);
  void* arguments[] = {&a, &b, &n};
  cudaError_t first = cudaLaunchCooperativeKernel((void*)rotate, dim3(grid), dim3(64), arguments, 0, 0);
  cudaMemcpy(host.data(), a, n * sizeof(int), cudaMemcpyDeviceToHost);
  int errors = 0;
  for (int i = 0; i < n; ++i) errors += host[i] != (i + 3 * 77) % n + 3;
  cudaError_t second = cudaLaunchCooperativeKernel((void*)rotate, dim3(multiprocessors * 32 + 1), dim3(64), arguments, 0, 0);
  cudaGetLastError();
  std::printf("%d errors, %s, %s\n", errors, cudaGetErrorString(first), cudaGetErrorString(second));
}
