// 01 Vector add                                                prep run ex_01
//
// Add two arrays of n floats that already lie in GPU memory: c[i] = a[i] + b[i].
// The contract is in vector_add.h (prep show ex_01 prints it). When stuck: prep hint ex_01
//
// A kernel is a function that many threads run at the same time. Threads come in blocks, blocks form a grid.
// Each thread knows three numbers and finds its own element from them:
//
//     blockIdx.x = 0        blockIdx.x = 1        blockIdx.x = 2       which block am I in?
//    [ 0  1 ...  255 ]     [ 0  1 ...  255 ]     [ 0  1 ...  255 ]     threadIdx.x: my place in the block
//    i = 0  ...  255       i = 256 ... 511       i = 512 ... 767       blockDim.x = 256: threads per block
#include <cuda_runtime.h>

// __global__ marks a kernel: launched by the CPU, run by the GPU.
__global__ void add_kernel(const float* a, const float* b, float* c, int n) {
  // TODO 1: compute i, the element of this thread, from blockIdx.x, blockDim.x and threadIdx.x.
  // TODO 2: the last block has more threads than elements are left. What must a thread with i >= n do?
  // TODO 3: add one element.
}

// The function that the judge calls. a, b and c are addresses in GPU memory: the CPU cannot read them.
extern "C" void vector_add(const float* a, const float* b, float* c, int n) {
  const int threads = 256;  // per block: a multiple of 32, because threads run in groups of 32 (warps)
  const int blocks = 0;     // TODO 4: enough blocks for all n elements, also when 256 does not divide n

  // The launch. A grid of 0 blocks is an error, and n may be 0: hence the test.
  if (blocks > 0) add_kernel<<<blocks, threads>>>(a, b, c, n);
}

// Passed? Now try for the gold band: a grid-stride loop, and four floats per load (float4). Hints 4 and 5 go there.
