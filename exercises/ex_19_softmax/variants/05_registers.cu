// expect: sim=passed gpu=passed|too_slow
// Step 4, the row in registers: 32 values per thread, all loads under way before the first maximum, nothing
// stored in between. The loops over them are unrolled, because an array with a variable index would end in
// local memory. Rows over 16,384 are read twice.
#include <cuda_runtime.h>

#include <cmath>

constexpr int kMaxThreads = 512, kHeld = 32;

template <class Combine>
__device__ float over_block(float value, float neutral, Combine combine) {
  __shared__ float of_warp[32];
  const int lane = threadIdx.x % 32, warps = blockDim.x / 32;
  for (int offset = 16; offset > 0; offset /= 2)
    value = combine(value, __shfl_xor_sync(0xffffffffu, value, offset));
  __syncthreads();
  if (lane == 0) of_warp[threadIdx.x / 32] = value;
  __syncthreads();
  value = lane < warps ? of_warp[lane] : neutral;
  for (int offset = 16; offset > 0; offset /= 2)
    value = combine(value, __shfl_xor_sync(0xffffffffu, value, offset));
  return value;
}

__device__ float larger(float a, float b) { return fmaxf(a, b); }
__device__ float added(float a, float b) { return a + b; }

__global__ void __launch_bounds__(kMaxThreads) softmax_of_kept(const float* x, float* y, int cols) {
  const float* from = x + static_cast<long long>(blockIdx.x) * cols;
  float* to = y + static_cast<long long>(blockIdx.x) * cols;
  float held[kHeld], max = -INFINITY, sum = 0.0f;
#pragma unroll
  for (int k = 0; k < kHeld; ++k) {
    const int c = threadIdx.x + k * blockDim.x;
    held[k] = c < cols ? from[c] : -INFINITY;  // adds exp(-inf) = 0 to the sum
  }
#pragma unroll
  for (int k = 0; k < kHeld; ++k) max = fmaxf(max, held[k]);
  max = over_block(max, -INFINITY, larger);
#pragma unroll
  for (int k = 0; k < kHeld; ++k) {
    held[k] = __expf(held[k] - max);
    sum += held[k];
  }
  const float scale = 1.0f / over_block(sum, 0.0f, added);
#pragma unroll
  for (int k = 0; k < kHeld; ++k) {
    const int c = threadIdx.x + k * blockDim.x;
    if (c < cols) to[c] = held[k] * scale;
  }
}

__global__ void __launch_bounds__(kMaxThreads) softmax_of_long(const float* x, float* y, int cols) {
  const float* from = x + static_cast<long long>(blockIdx.x) * cols;
  float* to = y + static_cast<long long>(blockIdx.x) * cols;
  float max = -INFINITY, sum = 0.0f;
  for (int c = threadIdx.x; c < cols; c += blockDim.x) max = fmaxf(max, from[c]);
  max = over_block(max, -INFINITY, larger);
  for (int c = threadIdx.x; c < cols; c += blockDim.x) sum += __expf(from[c] - max);
  const float scale = 1.0f / over_block(sum, 0.0f, added);
  for (int c = threadIdx.x; c < cols; c += blockDim.x) to[c] = __expf(from[c] - max) * scale;
}

extern "C" void softmax(const float* x, float* y, int rows, int cols) {
  if (rows <= 0) return;
  if (cols <= kMaxThreads * kHeld) {
    const int warps = (cols + 32 * kHeld - 1) / (32 * kHeld);  // no more than hold the row
    softmax_of_kept<<<rows, 32 * warps>>>(x, y, cols);
  } else {
    softmax_of_long<<<rows, kMaxThreads>>>(x, y, cols);
  }
}
