// expect: ok stdout="16 16\n"
// One lane counts for its warp and hands the result round; the variable of the other lanes has no value before.
#include <cstdio>
__device__ int next(int* counter) {
  const unsigned active = __activemask();
  const int leader = __ffs(active) - 1, rank = __popc(active & ((1u << (threadIdx.x & 31)) - 1));
  int first;
  if (rank == 0) first = atomicAdd(counter, __popc(active));
  first = __shfl_sync(active, first, leader);
  return first + rank;
}
__global__ void filter(int* out, int* count) {
  if (threadIdx.x % 2 == 0) out[next(count)] = 1;
}
int main() {
  int *out, *count, sum = 0;
  cudaMallocManaged(&out, 16 * sizeof(int));
  cudaMallocManaged(&count, sizeof(int));
  *count = 0;
  filter<<<1, 32>>>(out, count);
  cudaDeviceSynchronize();
  for (int i = 0; i < 16; ++i) sum += out[i];
  printf("%d %d\n", *count, sum);
}
