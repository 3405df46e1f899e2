// expect: sim=passed gpu=passed|too_slow
// Step 2, a block per row: the online softmax by 256 threads, partial results (max, sum) merged by shuffles
// and shared memory. Long rows now keep eight warps busy; each value is still read twice and each exponential
// waits for the one before.
#include <cuda_runtime.h>

#include <cmath>

constexpr int kMaxThreads = 256;

struct Partial {
  float max, sum;  // sum of exp(x - max)
};

__device__ Partial merge(Partial a, Partial b) {
  const float max = fmaxf(a.max, b.max);
  // Two empty ones: nothing may be scaled, since exp(-inf - -inf) is NaN.
  if (max == -INFINITY) return {max, 0.0f};
  return {max, a.sum * __expf(a.max - max) + b.sum * __expf(b.max - max)};
}

__device__ Partial over_warp(Partial value) {
  for (int offset = 16; offset > 0; offset /= 2)
    value = merge(value, {__shfl_xor_sync(0xffffffffu, value.max, offset),
                          __shfl_xor_sync(0xffffffffu, value.sum, offset)});
  return value;
}

__global__ void softmax_kernel(const float* x, float* y, int cols) {
  __shared__ Partial of_warp[kMaxThreads / 32];
  const float* from = x + static_cast<long long>(blockIdx.x) * cols;
  float* to = y + static_cast<long long>(blockIdx.x) * cols;

  Partial mine{-INFINITY, 0.0f};
  for (int c = threadIdx.x; c < cols; c += blockDim.x) mine = merge(mine, {from[c], 1.0f});
  mine = over_warp(mine);
  const int lane = threadIdx.x % 32, warps = blockDim.x / 32;
  if (lane == 0) of_warp[threadIdx.x / 32] = mine;
  __syncthreads();
  mine = lane < warps ? of_warp[lane] : Partial{-INFINITY, 0.0f};
  mine = over_warp(mine);  // every warp does the last stage for itself

  const float scale = 1.0f / mine.sum;
  for (int c = threadIdx.x; c < cols; c += blockDim.x) to[c] = __expf(from[c] - mine.max) * scale;
}

extern "C" void softmax(const float* x, float* y, int rows, int cols) {
  const int threads = cols <= 256 ? 32 : kMaxThreads;
  if (rows > 0) softmax_kernel<<<rows, threads>>>(x, y, cols);
}
