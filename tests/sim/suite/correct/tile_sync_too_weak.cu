// expect: ok
// The near twin that is right: tiles of 32 synchronise, but the exchange crosses the tiles.
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
__global__ void k(int* x) {
  __shared__ int s[128];
  auto block = cg::this_thread_block();
  auto tile = cg::tiled_partition<32>(block);
  s[threadIdx.x] = x[threadIdx.x];
  block.sync();
  x[threadIdx.x] = s[127 - threadIdx.x] + tile.size();
}
int main() {
  int* x;
  CHECK(cudaMalloc(&x, 512));
  CHECK(cudaMemset(x, 0, 512));
  k<<<1, 128>>>(x);
  CHECK(cudaDeviceSynchronize());
  CHECK(cudaFree(x));
}
