// Histogram: count how often each of the values 0..255 occurs. Judge it with: prep run ex_12
//
// Two threads that find the same value want to increment the same counter. `++bins[v]` is a load, an addition
// and a store: what if both load before either stores? atomicAdd does the three as one, but it takes turns on
// each counter.
//   1. Right: who clears bins, and when is it certain that they are clear?
//   2. Faster: all blocks of the device take turns on the same 256 counters. What if each block had counters
//   of its own,
//      in shared memory, and added them to bins once at the end?
//   3. Skewed input: what happens when all n values are the same?
#include <cuda_runtime.h>

constexpr int kThreads = 256;

__global__ void count_kernel(const int* x, int* bins, int n) {
  // TODO: nobody has cleared bins.
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {
    const int v = x[i];
    if (v >= 0 && v < 256) bins[v] += 1;  // TODO: two threads, one counter
  }
}

extern "C" void histogram256(const int* x, int* bins, int n) {
  if (n == 0) return;  // TODO: n = 0 has an answer as well
  const int wanted = (n + kThreads - 1) / kThreads;
  const int blocks = wanted < 1024 ? wanted : 1024;
  count_kernel<<<blocks, kThreads>>>(x, bins, n);
}
