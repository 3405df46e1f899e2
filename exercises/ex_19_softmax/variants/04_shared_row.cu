// expect: sim=passed gpu=passed|too_slow
// Step 3, keep the row: it waits in dynamic shared memory between the passes, so it is read once; no memory,
// no second read. A row that does not fit is read again beyond the part that does. 4-byte accesses still.
#include <cuda_runtime.h>

#include <cmath>

constexpr int kMaxThreads = 512, kMaxKept = 12288;  // floats: 48 KB need no permission

template <class Combine>
__device__ float over_block(float value, float* of_warp, Combine combine) {
  for (int offset = 16; offset > 0; offset /= 2)
    value = combine(value, __shfl_xor_sync(0xffffffffu, value, offset));
  __syncthreads();
  if (threadIdx.x % 32 == 0) of_warp[threadIdx.x / 32] = value;
  __syncthreads();
  value = of_warp[threadIdx.x % (blockDim.x / 32)];  // the number of warps is a power of two
  for (int offset = blockDim.x / 64; offset > 0; offset /= 2)
    value = combine(value, __shfl_xor_sync(0xffffffffu, value, offset));
  return value;
}

__global__ void softmax_kernel(const float* x, float* y, int cols, int kept) {
  extern __shared__ float row[];
  __shared__ float of_warp[kMaxThreads / 32];
  const float* from = x + static_cast<long long>(blockIdx.x) * cols;
  float* to = y + static_cast<long long>(blockIdx.x) * cols;
  const auto value = [&](int c) { return c < kept ? row[c] : from[c]; };

  // Each thread reads and writes only its own entries of row, so the row itself needs no barrier.
  float max = -INFINITY;
  for (int c = threadIdx.x; c < cols; c += blockDim.x) {
    const float v = from[c];
    if (c < kept) row[c] = v;
    max = fmaxf(max, v);
  }
  max = over_block(max, of_warp, [](float a, float b) { return fmaxf(a, b); });
  float sum = 0.0f;
  for (int c = threadIdx.x; c < cols; c += blockDim.x) sum += expf(value(c) - max);
  sum = over_block(sum, of_warp, [](float a, float b) { return a + b; });
  for (int c = threadIdx.x; c < cols; c += blockDim.x) to[c] = expf(value(c) - max) / sum;
}

extern "C" void softmax(const float* x, float* y, int rows, int cols) {
  if (rows <= 0) return;
  const int kept = cols < kMaxKept - 64 ? cols : kMaxKept - 64;  // of_warp shares the 48 KB
  // Few values per thread would leave little but the two reductions.
  const int threads = cols <= 256 ? 32 : cols <= 4096 ? 128 : kMaxThreads;
  softmax_kernel<<<rows, threads, kept * sizeof(float)>>>(x, y, cols, kept);
}
