// A row of up to 16384 values stays in registers, so it is read once and written once: by a warp where 32
// lanes can hold it, by a block otherwise. A longer row is read twice, with maximum and sum found in one pass
// (the online softmax).
#include <cuda_runtime.h>

#include <cmath>

namespace {

constexpr int kHeld = 32;         // values of a row in each thread's registers
constexpr int kMaxThreads = 512;  // of a block that holds its row: 512 x 32 = 16384 values
constexpr int kBlocks = 2;        // of them on a multiprocessor: one row loads while the other reduces
constexpr int kRows = 4;          // rows of a block when each is a warp's
constexpr int kLongThreads = 1024;

struct Sum {
  __device__ static float combine(float a, float b) { return a + b; }
};
struct Max {
  __device__ static float combine(float a, float b) { return fmaxf(a, b); }
};

template <class Operation>
__device__ __forceinline__ float warp_reduce(float value) {
  // Butterfly: after 5 rounds all 32 lanes hold the result.
#pragma unroll
  for (int offset = 16; offset > 0; offset /= 2)
    value = Operation::combine(value, __shfl_xor_sync(0xffffffffu, value, offset));
  return value;
}

// Combines one value per thread of a row; every thread gets the result. All threads of the row must call it.
template <class Operation>
__device__ __forceinline__ float row_reduce(float value, float neutral) {
  __shared__ float of_warp[32];
  value = warp_reduce<Operation>(value);
  const int warps = blockDim.x / 32, lane = threadIdx.x % 32;
  if (warps == 1) return value;  // the same for all threads: no barrier is missed
  __syncthreads();               // of_warp may still be read from the reduction before
  if (lane == 0) of_warp[threadIdx.x / 32] = value;
  __syncthreads();
  // Every warp repeats the last stage for itself, which spares a broadcast and its barrier.
  return warp_reduce<Operation>(lane < warps ? of_warp[lane] : neutral);
}

// kWidth neighbouring floats in one access: 4 where rows begin 16-byte aligned, else 1. Streaming accesses
// mark what will not be used again, so that it leaves the L2 first.
enum class Reuse { none, soon };

template <int kWidth, Reuse kReuse = Reuse::none>
__device__ __forceinline__ void load(float (&to)[kWidth], const float* from) {
  if constexpr (kWidth == 4) {
    const float4* from4 = reinterpret_cast<const float4*>(from);
    const float4 v = kReuse == Reuse::none ? __ldcs(from4) : *from4;
    to[0] = v.x, to[1] = v.y, to[2] = v.z, to[3] = v.w;
  } else {
    to[0] = kReuse == Reuse::none ? __ldcs(from) : *from;
  }
}

template <int kWidth>
__device__ __forceinline__ void store(float* to, const float (&from)[kWidth]) {
  if constexpr (kWidth == 4) {
    __stcs(reinterpret_cast<float4*>(to), make_float4(from[0], from[1], from[2], from[3]));
  } else {
    __stcs(to, from[0]);
  }
}

// threadIdx.x walks along the row, threadIdx.y chooses it; blocks of more than one row have one warp for
// each.
template <int kWidth, int kPacks>
__global__ void __launch_bounds__(kMaxThreads, kBlocks)
    softmax_in_registers(const float* __restrict__ x, float* __restrict__ y, int rows, int cols) {
  const int row = blockIdx.x * blockDim.y + threadIdx.y;
  if (row >= rows) return;  // whole warps leave, and only where there is no barrier
  const long long start = static_cast<long long>(row) * cols;  // beyond 2^31 bytes
  const int step = blockDim.x * kWidth;
  const int first = threadIdx.x * kWidth;

  // The loops have fixed bounds and are unrolled: an array that is indexed by a variable would not be in
  // registers.
  float held[kPacks][kWidth];
#pragma unroll
  for (int p = 0; p < kPacks; ++p) {
    const int c = first + p * step;
#pragma unroll
    for (int k = 0; k < kWidth; ++k) held[p][k] = -INFINITY;  // beyond cols: adds exp(-inf) = 0 to the sum
    if (c < cols) load<kWidth>(held[p], x + start + c);
  }
  float max = -INFINITY;
#pragma unroll
  for (int p = 0; p < kPacks; ++p)
#pragma unroll
    for (int k = 0; k < kWidth; ++k) max = fmaxf(max, held[p][k]);
  max = row_reduce<Max>(max, -INFINITY);

  // A row of only -inf has max = -inf; -inf - -inf is NaN, and that is the answer asked for.
  float sum = 0.0f;
#pragma unroll
  for (int p = 0; p < kPacks; ++p)
#pragma unroll
    for (int k = 0; k < kWidth; ++k) {
      held[p][k] = __expf(held[p][k] - max);
      sum += held[p][k];
    }
  const float scale = 1.0f / row_reduce<Sum>(sum, 0.0f);

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

  template <int kPacks, int kWidth>
  __device__ __forceinline__ void add(const float (&values)[kPacks][kWidth]) {
    float larger = max;
#pragma unroll
    for (int p = 0; p < kPacks; ++p)
#pragma unroll
      for (int k = 0; k < kWidth; ++k) larger = fmaxf(larger, values[p][k]);
    if (larger == -INFINITY) return;  // nothing finite yet: exp(-inf - -inf) would be NaN
    // The old sum was relative to the old maximum; one correction serves all values of the batch.
    sum *= __expf(max - larger);
    max = larger;
#pragma unroll
    for (int p = 0; p < kPacks; ++p)
#pragma unroll
      for (int k = 0; k < kWidth; ++k) sum += __expf(values[p][k] - max);
  }
};

template <int kWidth>
__global__ void __launch_bounds__(kLongThreads)
    softmax_of_long_rows(const float* __restrict__ x, float* __restrict__ y, int cols) {
  constexpr int kPacks = 4;  // accesses of a thread before the first is used
  const long long start = static_cast<long long>(blockIdx.x) * cols;
  const int step = blockDim.x * kWidth, batch = kPacks * step, first = threadIdx.x * kWidth;
  float values[kPacks][kWidth];

  Running mine;
  for (int c0 = first; c0 < cols; c0 += batch) {
#pragma unroll
    for (int p = 0; p < kPacks; ++p) {
#pragma unroll
      for (int k = 0; k < kWidth; ++k) values[p][k] = -INFINITY;
      if (c0 + p * step < cols) load<kWidth, Reuse::soon>(values[p], x + start + c0 + p * step);
    }
    mine.add(values);
  }
  const float max = row_reduce<Max>(mine.max, -INFINITY);
  // A thread without a finite value has nothing to add.
  const float rescaled = mine.max == -INFINITY ? 0.0f : mine.sum * __expf(mine.max - max);
  const float scale = 1.0f / row_reduce<Sum>(rescaled, 0.0f);

  // Backwards: what was read last is most likely still in the L2, and the streaming stores do not push it
  // out.
  const int last = first + (cols - 1 - first) / batch * batch;
  for (int c0 = last; c0 >= first; c0 -= batch) {
#pragma unroll
    for (int p = 0; p < kPacks; ++p)
      if (c0 + p * step < cols) load<kWidth>(values[p], x + start + c0 + p * step);
#pragma unroll
    for (int p = 0; p < kPacks; ++p) {
#pragma unroll
      for (int k = 0; k < kWidth; ++k) values[p][k] = __expf(values[p][k] - max) * scale;
      if (c0 + p * step < cols) store<kWidth>(y + start + c0 + p * step, values[p]);
    }
  }
}

template <int kWidth, int kValues>
void launch_warps(const float* x, float* y, int rows, int cols) {
  const int blocks = rows / kRows + (rows % kRows != 0 ? 1 : 0);
  softmax_in_registers<kWidth, kValues / kWidth><<<blocks, dim3(32, kRows)>>>(x, y, rows, cols);
}

template <int kWidth>
void launch(const float* x, float* y, int rows, int cols) {
  if (cols <= 32 * 4) {
    launch_warps<kWidth, 4>(x, y, rows, cols);
  } else if (cols <= 32 * 12) {
    launch_warps<kWidth, 12>(x, y, rows, cols);
  } else if (cols <= 32 * kHeld) {
    launch_warps<kWidth, kHeld>(x, y, rows, cols);
  } else if (cols <= kMaxThreads * kHeld) {
    const int warps = (cols + 32 * kHeld - 1) / (32 * kHeld);  // no more than hold the row
    softmax_in_registers<kWidth, kHeld / kWidth><<<rows, 32 * warps>>>(x, y, rows, cols);
  } else {
    softmax_of_long_rows<kWidth><<<rows, kLongThreads>>>(x, y, cols);
  }
}

}  // namespace

extern "C" void softmax(const float* x, float* y, int rows, int cols) {
  if (rows <= 0) return;  // a grid of 0 blocks is an error
  if (cols % 4 == 0) {
    launch<4>(x, y, rows, cols);
  } else {
    launch<1>(x, y, rows, cols);
  }
}
