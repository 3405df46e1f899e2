// expect: sim=passed gpu=too_slow
// Step 0, one block: right and deterministic, but a single block keeps one multiprocessor of more than a
// hundred busy. 1024 threads with one 4-byte load each: 4 KB in flight for the whole GPU.
#include <cuda_runtime.h>

__global__ void sum_kernel(const float* x, float* sum, int n) {
  __shared__ float warp_sums[32];
  // Two levels of running sums: a chain of n / 1024 additions would be too long for the tolerance.
  float total = 0.0f;
  for (int start = 0; start < n; start += 1024 * 256) {
    float part = 0.0f;
    for (int k = 0; k < 256; ++k) {
      const int i = start + k * 1024 + static_cast<int>(threadIdx.x);
      if (i < n) part += x[i];
    }
    total += part;
  }
  for (int offset = 16; offset > 0; offset /= 2) total += __shfl_down_sync(0xffffffffu, total, offset);
  if (threadIdx.x % 32 == 0) warp_sums[threadIdx.x / 32] = total;
  __syncthreads();
  if (threadIdx.x >= 32) return;
  total = warp_sums[threadIdx.x];
  for (int offset = 16; offset > 0; offset /= 2) total += __shfl_down_sync(0xffffffffu, total, offset);
  if (threadIdx.x == 0) *sum = total;
}

extern "C" void reduce_sum(const float* x, float* sum, int n) { sum_kernel<<<1, 1024>>>(x, sum, n); }
