// expect: ok stdout="32 1 0\n"
// A cluster of one block is an ordinary block; old wrappers around the _sync functions still build.
#include <cooperative_groups.h>
#include <cstdio>
#define __shfl_down(value, delta) __shfl_down_sync(0xffffffffu, value, delta)
namespace cg = cooperative_groups;

__global__ void __cluster_dims__(1, 1, 1) __launch_bounds__(32) count(int* out) {
  cg::cluster_group cluster = cg::this_cluster();
  int mine = 1;
  for (int d = 16; d > 0; d /= 2) mine += __shfl_down(mine, d);
  cluster.sync();
  if (threadIdx.x == 0) {
    out[0] = mine;
    out[1] = cluster.num_blocks();
    out[2] = cluster.block_rank();
  }
}

int main() {
  int *out, host[3];
  cudaMalloc(&out, sizeof host);
  count<<<1, 32>>>(out);
  cudaMemcpy(host, out, sizeof host, cudaMemcpyDeviceToHost);
  std::printf("%d %d %d\n", host[0], host[1], host[2]);
}
