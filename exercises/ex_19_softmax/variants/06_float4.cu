// expect: sim=passed gpu=passed
// Step 5, 16-byte accesses where 4 divides cols, and no more registers than a short row needs: one block per
// row throughout.
#include <cuda_runtime.h>

#include <cmath>

constexpr int kMaxThreads =
    512;  // of a block: with 32 values in each thread two to three blocks fit a multiprocessor
constexpr int kHeld = 32;           // values of the row in each thread's registers
constexpr int kHeldShort = 4;       // of a row that a single warp can hold with so few
constexpr int kLongThreads = 1024;  // for rows that do not fit

struct Sum {
  __device__ static float combine(float a, float b) { return a + b; }
};
struct Max {
  __device__ static float combine(float a, float b) { return fmaxf(a, b); }
};

// Combines one value per thread; every thread gets the result. All threads of the block must call it.
template <class Operation>
__device__ float block_reduce(float value, float neutral) {
  __shared__ float of_warp[32];
  // Butterfly: after 5 rounds all 32 lanes hold the result.
  for (int offset = 16; offset > 0; offset /= 2)
    value = Operation::combine(value, __shfl_xor_sync(0xffffffffu, value, offset));
  const int warps = blockDim.x / 32, lane = threadIdx.x % 32;
  if (warps == 1) return value;  // the same for all threads: no barrier is missed
  __syncthreads();               // of_warp may still be read from the reduction before
  if (lane == 0) of_warp[threadIdx.x / 32] = value;
  __syncthreads();
  // Every warp repeats the last stage for itself, which spares a broadcast and its barrier.
  value = lane < warps ? of_warp[lane] : neutral;
  for (int offset = 16; offset > 0; offset /= 2)
    value = Operation::combine(value, __shfl_xor_sync(0xffffffffu, value, offset));
  return value;
}

// kWidth neighbouring floats in one access: 4 where rows begin 16-byte aligned, else 1.
template <int kWidth>
__device__ void load(float (&to)[kWidth], const float* from) {
  if constexpr (kWidth == 4) {
    const float4 v = *reinterpret_cast<const float4*>(from);
    to[0] = v.x, to[1] = v.y, to[2] = v.z, to[3] = v.w;
  } else {
    to[0] = *from;
  }
}

template <int kWidth>
__device__ void store(float* to, const float (&from)[kWidth]) {
  if constexpr (kWidth == 4) {
    *reinterpret_cast<float4*>(to) = make_float4(from[0], from[1], from[2], from[3]);
  } else {
    *to = from[0];
  }
}

template <int kWidth, int kPacks>
__global__ void __launch_bounds__(kMaxThreads)
    softmax_in_registers(const float* __restrict__ x, float* __restrict__ y, int cols) {
  const long long start = static_cast<long long>(blockIdx.x) * cols;  // beyond 2^31 bytes
  const int step = blockDim.x * kWidth;
  const int first = threadIdx.x * kWidth;

  // The loops have fixed bounds and are unrolled: an array that is indexed by a variable would not be in
  // registers.
  float held[kPacks][kWidth];
  float max = -INFINITY;
#pragma unroll
  for (int p = 0; p < kPacks; ++p) {
    const int c = first + p * step;
    if (c < cols) load<kWidth>(held[p], x + start + c);
#pragma unroll
    for (int k = 0; k < kWidth; ++k) {
      if (c >= cols) held[p][k] = -INFINITY;  // adds exp(-inf) = 0 to the sum
      max = fmaxf(max, held[p][k]);
    }
  }
  max = block_reduce<Max>(max, -INFINITY);

  // A row of only -inf has max = -inf; -inf - -inf is NaN, and that is the answer asked for.
  float sum = 0.0f;
#pragma unroll
  for (int p = 0; p < kPacks; ++p) {
#pragma unroll
    for (int k = 0; k < kWidth; ++k) {
      held[p][k] = __expf(held[p][k] - max);
      sum += held[p][k];
    }
  }
  const float scale = 1.0f / block_reduce<Sum>(sum, 0.0f);

#pragma unroll
  for (int p = 0; p < kPacks; ++p) {
    const int c = first + p * step;
#pragma unroll
    for (int k = 0; k < kWidth; ++k) held[p][k] *= scale;
    if (c < cols) store<kWidth>(y + start + c, held[p]);
  }
}

// The maximum so far, and the sum of exp(x - maximum) over the values so far.
struct Running {
  float max = -INFINITY, sum = 0.0f;

  __device__ void add(float x) {
    if (x > max) {
      // The old sum was relative to the old maximum. exp(-inf - x) = 0 clears an empty one.
      sum = sum * __expf(max - x) + 1.0f;
      max = x;
    } else if (x != -INFINITY) {
      sum += __expf(x - max);
    }
  }
};

template <int kWidth>
__global__ void __launch_bounds__(kLongThreads)
    softmax_of_long_rows(const float* __restrict__ x, float* __restrict__ y, int cols) {
  const long long start = static_cast<long long>(blockIdx.x) * cols;
  const int step = blockDim.x * kWidth, first = threadIdx.x * kWidth;
  float values[kWidth];

  Running mine;
  for (int c = first; c < cols; c += step) {
    load<kWidth>(values, x + start + c);
#pragma unroll
    for (int k = 0; k < kWidth; ++k) mine.add(values[k]);
  }
  const float max = block_reduce<Max>(mine.max, -INFINITY);
  // A thread without a finite value has nothing to add: exp(-inf - -inf) would be NaN.
  const float rescaled = mine.max == -INFINITY ? 0.0f : mine.sum * __expf(mine.max - max);
  const float scale = 1.0f / block_reduce<Sum>(rescaled, 0.0f);

  // Backwards: what was read last is most likely still in a cache.
  for (int c = first + (cols - 1 - first) / step * step; c >= first; c -= step) {
    load<kWidth>(values, x + start + c);
#pragma unroll
    for (int k = 0; k < kWidth; ++k) values[k] = __expf(values[k] - max) * scale;
    store<kWidth>(y + start + c, values);
  }
}

template <int kWidth>
void launch(const float* x, float* y, int rows, int cols) {
  if (cols <= 32 * kHeldShort) {
    softmax_in_registers<kWidth, kHeldShort / kWidth><<<rows, 32>>>(x, y, cols);
  } else if (cols <= kMaxThreads * kHeld) {
    // As few warps as hold the row: a short row then needs no barrier at all.
    const int warps = (cols + 32 * kHeld - 1) / (32 * kHeld);
    softmax_in_registers<kWidth, kHeld / kWidth><<<rows, 32 * warps>>>(x, y, cols);
  } else {
    softmax_of_long_rows<kWidth><<<rows, kLongThreads>>>(x, y, cols);
  }
}

extern "C" void softmax(const float* x, float* y, int rows, int cols) {
  if (rows <= 0) return;  // a grid of 0 blocks is an error
  if (cols % 4 == 0) {
    launch<4>(x, y, rows, cols);
  } else {
    launch<1>(x, y, rows, cols);
  }
}
