// Reduction: the sum of n floats. Judge it with: prep run ex_10
//
// Every GPU reduction has the same three steps:
//   1. each thread adds many elements into one register (a grid-stride loop, as in ex_01);
//   2. the threads of a block combine their registers into one value (shared memory, or warp shuffles);
//   3. the blocks combine theirs. Blocks run in any order and cannot wait for each other, so this needs
//   either a second
//      kernel, or a block that knows to be the last one, or atomics. Read the contract before you choose:
//      same input, same bits.
// What is here does step 1 with a single block and stops in the middle of step 2.
#include <cuda_runtime.h>

constexpr int kThreads = 256;

__global__ void sum_kernel(const float* x, float* sum, int n) {
  float mine = 0.0f;
  for (int i = threadIdx.x; i < n; i += blockDim.x) {
    mine += x[i];
  }
  // TODO: combine the 256 values called `mine`. A tree in shared memory takes log2(256) = 8 rounds. Between
  // two rounds, who has to wait for whom?
  if (threadIdx.x == 0) *sum = mine;
}

extern "C" void reduce_sum(const float* x, float* sum, int n) {
  // TODO: one block uses one of more than a hundred multiprocessors. Use many, and combine their results.
  sum_kernel<<<1, kThreads>>>(x, sum, n);
}
