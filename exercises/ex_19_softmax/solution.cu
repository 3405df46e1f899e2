// A row of up to 16384 values stays in registers, so it is read once and written once: by a warp where 32
// lanes can hold it, by a block otherwise. A longer row is read twice, with maximum and sum found in one pass
// (the online softmax). All accesses have 16 bytes, also where rows begin at any element.
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

// Where rows begin: all at multiples of 16 bytes, because 4 divides cols, or anywhere.
enum class Start { aligned, anywhere };

// Columns run from a multiple of 16 bytes at or before the row's start, so column c may be -3 to -1: those, and
// the ones beyond the end, belong to the neighbours. Only a row's first and last quad can be shared like that.
template <Start kStart>
__device__ __forceinline__ int columns_before(long long start) {
  return kStart == Start::aligned ? 0 : static_cast<int>(start % 4);
}

template <Start kStart>
__device__ __forceinline__ bool whole(int c, int cols) {
  return kStart == Start::aligned ? c < cols : c >= 0 && c + 4 <= cols;
}

// How soon the data is used again. Streaming accesses leave the L2 first, which makes room for the others, but
// they are slower: only where something is to be kept are they worth it.
enum class Reuse { usual, none };

// Four neighbours; what is not of the row becomes -inf, which adds exp(-inf) = 0 to the sum.
template <Start kStart, Reuse kReuse = Reuse::usual>
__device__ __forceinline__ void load(float (&to)[4], const float* row, int c, int cols) {
#pragma unroll
  for (int k = 0; k < 4; ++k) to[k] = -INFINITY;
  if (whole<kStart>(c, cols)) {
    const float4* from = reinterpret_cast<const float4*>(row + c);
    const float4 v = kReuse == Reuse::usual ? *from : __ldcs(from);
    to[0] = v.x, to[1] = v.y, to[2] = v.z, to[3] = v.w;
  } else if (kStart == Start::anywhere && c < cols) {
#pragma unroll
    for (int k = 0; k < 4; ++k)
      if (c + k >= 0 && c + k < cols) to[k] = row[c + k];
  }
}

template <Start kStart, Reuse kReuse = Reuse::usual>
__device__ __forceinline__ void store(float* row, int c, int cols, const float (&from)[4]) {
  if (whole<kStart>(c, cols)) {
    const float4 v = make_float4(from[0], from[1], from[2], from[3]);
    float4* to = reinterpret_cast<float4*>(row + c);
    if constexpr (kReuse == Reuse::usual) {
      *to = v;
    } else {
      __stcs(to, v);
    }
  } else if (kStart == Start::anywhere && c < cols) {
#pragma unroll
    for (int k = 0; k < 4; ++k)
      if (c + k >= 0 && c + k < cols) row[c + k] = from[k];
  }
}

// threadIdx.x walks along the row, threadIdx.y chooses it; blocks of more than one row have one warp for
// each.
template <Start kStart, int kQuads>
__global__ void __launch_bounds__(kMaxThreads, kBlocks)
    softmax_in_registers(const float* __restrict__ x, float* __restrict__ y, int rows, int cols) {
  const int row = blockIdx.x * blockDim.y + threadIdx.y;
  if (row >= rows) return;  // whole warps leave, and only where there is no barrier
  const long long start = static_cast<long long>(row) * cols;  // beyond 2^31 bytes
  const int step = blockDim.x * 4;
  const int first = threadIdx.x * 4 - columns_before<kStart>(start);

  // The loops have fixed bounds and are unrolled: an array that is indexed by a variable would not be in
  // registers.
  float held[kQuads][4];
#pragma unroll
  for (int q = 0; q < kQuads; ++q) load<kStart>(held[q], x + start, first + q * step, cols);
  float max = -INFINITY;
#pragma unroll
  for (int q = 0; q < kQuads; ++q)
#pragma unroll
    for (int k = 0; k < 4; ++k) max = fmaxf(max, held[q][k]);
  max = row_reduce<Max>(max, -INFINITY);

  // A row of only -inf has max = -inf; -inf - -inf is NaN, and that is the answer asked for.
  float sum = 0.0f;
#pragma unroll
  for (int q = 0; q < kQuads; ++q)
#pragma unroll
    for (int k = 0; k < 4; ++k) {
      held[q][k] = __expf(held[q][k] - max);
      sum += held[q][k];
    }
  const float scale = 1.0f / row_reduce<Sum>(sum, 0.0f);

#pragma unroll
  for (int q = 0; q < kQuads; ++q) {
#pragma unroll
    for (int k = 0; k < 4; ++k) held[q][k] *= scale;
    store<kStart>(y + start, first + q * step, cols, held[q]);
  }
}

// The maximum so far, and the sum of exp(x - maximum) over the values so far.
struct Running {
  float max = -INFINITY, sum = 0.0f;

  template <int kQuads>
  __device__ __forceinline__ void add(const float (&values)[kQuads][4]) {
    float larger = max;
#pragma unroll
    for (int q = 0; q < kQuads; ++q)
#pragma unroll
      for (int k = 0; k < 4; ++k) larger = fmaxf(larger, values[q][k]);
    if (larger == -INFINITY) return;  // nothing finite yet: exp(-inf - -inf) would be NaN
    // The old sum was relative to the old maximum; one correction serves all values of the batch.
    sum *= __expf(max - larger);
    max = larger;
#pragma unroll
    for (int q = 0; q < kQuads; ++q)
#pragma unroll
      for (int k = 0; k < 4; ++k) sum += __expf(values[q][k] - max);
  }
};

template <Start kStart>
__global__ void __launch_bounds__(kLongThreads)
    softmax_of_long_rows(const float* __restrict__ x, float* __restrict__ y, int cols) {
  constexpr int kQuads = 4;  // of a thread before the first is used
  const long long start = static_cast<long long>(blockIdx.x) * cols;
  const int step = blockDim.x * 4, batch = kQuads * step;
  const int first = threadIdx.x * 4 - columns_before<kStart>(start);
  float values[kQuads][4];

  Running mine;
  for (int c0 = first; c0 < cols; c0 += batch) {
#pragma unroll
    for (int q = 0; q < kQuads; ++q) load<kStart>(values[q], x + start, c0 + q * step, cols);
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
    for (int q = 0; q < kQuads; ++q)
      load<kStart, Reuse::none>(values[q], x + start, c0 + q * step, cols);
#pragma unroll
    for (int q = 0; q < kQuads; ++q) {
#pragma unroll
      for (int k = 0; k < 4; ++k) values[q][k] = __expf(values[q][k] - max) * scale;
      store<kStart, Reuse::none>(y + start, c0 + q * step, cols, values[q]);
    }
  }
}

template <Start kStart, int kValues>
void launch_warps(const float* x, float* y, int rows, int cols) {
  const int blocks = rows / kRows + (rows % kRows != 0 ? 1 : 0);
  softmax_in_registers<kStart, kValues / 4><<<blocks, dim3(32, kRows)>>>(x, y, rows, cols);
}

template <Start kStart>
void launch(const float* x, float* y, int rows, int cols) {
  const int places = kStart == Start::aligned ? cols : cols + 3;  // of the quads that touch a row
  if (places <= 32 * 4) {
    launch_warps<kStart, 4>(x, y, rows, cols);
  } else if (places <= 32 * 12) {
    launch_warps<kStart, 12>(x, y, rows, cols);
  } else if (places <= 32 * kHeld) {
    launch_warps<kStart, kHeld>(x, y, rows, cols);
  } else if (places <= kMaxThreads * kHeld) {
    const int warps = (places + 32 * kHeld - 1) / (32 * kHeld);  // no more than hold the row
    softmax_in_registers<kStart, kHeld / 4><<<rows, 32 * warps>>>(x, y, rows, cols);
  } else {
    softmax_of_long_rows<kStart><<<rows, kLongThreads>>>(x, y, cols);
  }
}

}  // namespace

extern "C" void softmax(const float* x, float* y, int rows, int cols) {
  if (rows <= 0) return;  // a grid of 0 blocks is an error
  if (cols % 4 == 0) {
    launch<Start::aligned>(x, y, rows, cols);
  } else {
    launch<Start::anywhere>(x, y, rows, cols);
  }
}
