// Product: a warp takes four rows at once, so that a piece of x is fetched once for all of them; a lane takes
// 16 columns per row and step (16 bytes of values, 2 bytes of meta). The two halves of x that a group needs
// are picked out of its four by one byte permutation, so nothing is gathered from memory.
#include <cuda_fp16.h>
#include <cuda_runtime.h>

constexpr int kThreads = 256, kWarps = kThreads / 32;

// The index of the larger of two; the lower column wins ties. Halves without sign order like their bits.
__device__ int larger(const unsigned* size, int low, int high) { return size[high] > size[low] ? high : low; }

// The nibble of a group.
__device__ int two_largest(const unsigned* size) {
  // The winners of both pairs meet; the loser of the final meets the one who lost to the winner.
  const int left = larger(size, 0, 1), right = larger(size, 2, 3);
  const int first = larger(size, left, right);
  const int second = first == left ? larger(size, 1 - left, right) : larger(size, left, 5 - right);
  return first < second ? first | second << 2 : second | first << 2;
}

// One thread per byte of meta: 8 columns, 16 bytes of w.
__global__ void compress_kernel(const uint4* w, uint2* vals, uint8_t* meta, int bytes) {
  const int b = blockIdx.x * kThreads + threadIdx.x;
  if (b >= bytes) return;
  const uint4 eight = w[b];
  const unsigned pairs[4] = {eight.x, eight.y, eight.z, eight.w};
  unsigned out[2];
  int byte = 0;
#pragma unroll
  for (int g = 0; g < 2; ++g) {
    const unsigned low = pairs[2 * g], high = pairs[2 * g + 1];
    const unsigned size[4] = {low & 0x7fffu, low >> 16 & 0x7fffu, high & 0x7fffu, high >> 16 & 0x7fffu};
    const int nibble = two_largest(size);
    // Half i of the eight bytes is bytes 2i and 2i + 1.
    out[g] = __byte_perm(low, high, 0x1010 + (nibble & 3) * 0x22 + (nibble >> 2) * 0x2200);
    byte |= nibble << 4 * g;
  }
  vals[b] = {out[0], out[1]};
  meta[b] = static_cast<uint8_t>(byte);
}

__device__ float2 widened(unsigned halves) {
  __half2 pair;
  memcpy(&pair, &halves, sizeof pair);
  return __half22float2(pair);
}

// Two kept values times the two of the four halves of x (low, high) that the nibble names.
__device__ void add_group(float& sum, unsigned values, unsigned nibble, unsigned low, unsigned high) {
  const float2 v = widened(values);
  const float2 x = widened(__byte_perm(low, high, 0x1010 + (nibble & 3) * 0x22 + (nibble >> 2 & 3) * 0x2200));
  sum += v.x * x.x;
  sum += v.y * x.y;
}

// What a lane takes in one step: 16 columns where rows of values begin at multiples of 16 bytes, otherwise 8.
struct By16 {
  static constexpr int kCols = 16;
  using Values = uint4;
  using Meta = unsigned short;
  __device__ static void add(float& sum, const Values& v, unsigned meta, const uint4* x) {
    add_group(sum, v.x, meta, x[0].x, x[0].y);
    add_group(sum, v.y, meta >> 4, x[0].z, x[0].w);
    add_group(sum, v.z, meta >> 8, x[1].x, x[1].y);
    add_group(sum, v.w, meta >> 12, x[1].z, x[1].w);
  }
};
struct By8 {
  static constexpr int kCols = 8;
  using Values = uint2;
  using Meta = uint8_t;
  __device__ static void add(float& sum, const Values& v, unsigned meta, const uint4* x) {
    add_group(sum, v.x, meta, x[0].x, x[0].y);
    add_group(sum, v.y, meta >> 4, x[0].z, x[0].w);
  }
};

template <class Piece, int kRows>
__global__ void __launch_bounds__(kThreads)
    gemv_kernel(const __half* __restrict__ vals, const uint8_t* __restrict__ meta,
                const __half* __restrict__ x, float* __restrict__ y, int rows, int cols) {
  const int lane = threadIdx.x % 32, pieces = cols / Piece::kCols;
  const int first = (blockIdx.x * kWarps + threadIdx.x / 32) * kRows;
  if (first >= rows) return;  // whole warps
  const auto* v = reinterpret_cast<const typename Piece::Values*>(vals);
  const auto* m = reinterpret_cast<const typename Piece::Meta*>(meta);
  const auto* x4 = reinterpret_cast<const uint4*>(x);
  long long begin[kRows];
#pragma unroll
  for (int r = 0; r < kRows; ++r) begin[r] = static_cast<long long>(min(first + r, rows - 1)) * pieces;

  float sum[kRows] = {};
  for (int p = lane; p < pieces; p += 32) {
    typename Piece::Values values[kRows];
    unsigned nibbles[kRows];
#pragma unroll
    for (int r = 0; r < kRows; ++r) {
      values[r] = __ldcs(v + begin[r] + p);
      nibbles[r] = m[begin[r] + p];
    }
    uint4 piece_of_x[Piece::kCols / 8];  // small enough to stay in L1
#pragma unroll
    for (int k = 0; k < Piece::kCols / 8; ++k) piece_of_x[k] = x4[p * (Piece::kCols / 8) + k];
#pragma unroll
    for (int r = 0; r < kRows; ++r) Piece::add(sum[r], values[r], nibbles[r], piece_of_x);
  }
#pragma unroll
  for (int r = 0; r < kRows; ++r) {
    for (int offset = 16; offset > 0; offset /= 2) sum[r] += __shfl_xor_sync(0xffffffffu, sum[r], offset);
    if (lane == 0 && first + r < rows) y[first + r] = sum[r];
  }
}

template <class Piece>
void launch(const __half* vals, const uint8_t* meta, const __half* x, float* y, int rows, int cols) {
  // Few rows: one per warp, or there would be too few warps.
  if (rows >= 8192) {
    const int blocks = (rows + 4 * kWarps - 1) / (4 * kWarps);
    gemv_kernel<Piece, 4><<<blocks, kThreads>>>(vals, meta, x, y, rows, cols);
  } else {
    const int blocks = (rows + kWarps - 1) / kWarps;
    gemv_kernel<Piece, 1><<<blocks, kThreads>>>(vals, meta, x, y, rows, cols);
  }
}

extern "C" void s24_compress(const __half* w, __half* vals, uint8_t* meta, int rows, int cols) {
  const int bytes = rows * (cols / 8);
  if (bytes == 0) return;
  const auto* from = reinterpret_cast<const uint4*>(w);
  compress_kernel<<<(bytes + kThreads - 1) / kThreads, kThreads>>>(from, reinterpret_cast<uint2*>(vals), meta,
                                                                   bytes);
}

extern "C" void s24_gemv(const __half* vals, const uint8_t* meta, const __half* x, float* y, int rows,
                         int cols) {
  if (rows == 0) return;
  if (cols % 16 == 0)
    launch<By16>(vals, meta, x, y, rows, cols);
  else
    launch<By8>(vals, meta, x, y, rows, cols);
}
