// expect: ok
// The near twin that is right: a second phase reads other blocks' results with only a block barrier between.
#include <cuda_runtime.h>

#include <cstdio>

#define CHECK(call)                                                                  \
  do {                                                                               \
    const cudaError_t error = (call);                                                \
    if (error != cudaSuccess) {                                                      \
      std::printf("line %d: %s\n", __LINE__, cudaGetErrorString(error));             \
      return 1;                                                                      \
    }                                                                                \
  } while (0)

#include <cooperative_groups.h>
namespace cg = cooperative_groups;
__global__ void k(int* x, int* y) {
  auto grid = cg::this_grid();
  x[grid.thread_rank()] = (int)grid.thread_rank();
  grid.sync();
  y[grid.thread_rank()] = x[grid.size() - 1 - grid.thread_rank()];
}
int main() {
  int *x, *y;
  CHECK(cudaMalloc(&x, 1024));
  CHECK(cudaMalloc(&y, 1024));
  void* args[] = {&x, &y};
  CHECK(cudaLaunchCooperativeKernel((void*)k, dim3(4), dim3(64), args, 0, 0));
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaFree(x));
  CHECK(cudaFree(y));
}
