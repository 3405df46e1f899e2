// expect: sim=passed gpu=too_slow
// Step 1, the online softmax: maximum and sum in one pass, so two reads and one write; a warp per row, no
// shared memory. Fewer bytes, but a chain of dependent exponentials in each lane, and a long row keeps only
// 32 lanes busy.
#include <cuda_runtime.h>

#include <cmath>

constexpr int kWarps = 8;  // rows of a block

struct Partial {
  float max, sum;  // sum of exp(x - max)
};

__device__ Partial merge(Partial a, Partial b) {
  const float max = fmaxf(a.max, b.max);
  // Two empty ones: nothing may be scaled, since exp(-inf - -inf) is NaN.
  if (max == -INFINITY) return {max, 0.0f};
  return {max, a.sum * expf(a.max - max) + b.sum * expf(b.max - max)};
}

__global__ void softmax_kernel(const float* x, float* y, int rows, int cols) {
  const int row = blockIdx.x * kWarps + threadIdx.x / 32, lane = threadIdx.x % 32;
  if (row >= rows) return;  // whole warps leave
  const float* from = x + static_cast<long long>(row) * cols;
  float* to = y + static_cast<long long>(row) * cols;
  Partial mine{-INFINITY, 0.0f};
  for (int start = lane; start < cols; start += 32 * 64) {
    // Sums of sums: a chain of cols / 32 additions would be long for a vocabulary.
    Partial part{-INFINITY, 0.0f};
    for (int k = 0, c = start; k < 64 && c < cols; ++k, c += 32) part = merge(part, {from[c], 1.0f});
    mine = merge(mine, part);
  }
  for (int offset = 16; offset > 0; offset /= 2)
    mine = merge(mine, {__shfl_xor_sync(0xffffffffu, mine.max, offset),
                        __shfl_xor_sync(0xffffffffu, mine.sum, offset)});
  for (int c = lane; c < cols; c += 32) to[c] = expf(from[c] - mine.max) / mine.sum;
}

extern "C" void softmax(const float* x, float* y, int rows, int cols) {
  const int blocks = (rows + kWarps - 1) / kWarps;
  if (blocks > 0) softmax_kernel<<<blocks, 32 * kWarps>>>(x, y, rows, cols);
}
