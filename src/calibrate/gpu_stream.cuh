// The four ways to move memory: read, write, copy, triad (a = b + s * c). Words of 32 bits modulo 2^32, so
// that every result can be checked exactly. A thread keeps `Unroll` loads of 16 bytes in flight.
#pragma once
#include <cuda_runtime.h>

#include <cstddef>
#include <cstdint>

namespace prep_calibrate {

using Words = uint4;  // 16 bytes

// kept: as written in plain code; passing: marked as not used again (__ldcs, __stcs).
enum class Reuse { kept, passing };

template <Reuse reuse>
__device__ Words load(const Words* at) {
  return reuse == Reuse::passing ? __ldcs(at) : *at;
}
template <Reuse reuse>
__device__ void store(Words* at, Words value) {
  if (reuse == Reuse::passing) {
    __stcs(at, value);
  } else {
    *at = value;
  }
}

__host__ __device__ inline std::uint32_t word_at(std::uint64_t i) {
  return static_cast<std::uint32_t>(i) * 2654435761u;
}
// Of word_at(0) … word_at(n - 1).
inline std::uint32_t sum_of_words(std::uint64_t n) {
  const std::uint64_t pairs = n % 2 == 0 ? (n / 2) * (n - 1) : n * ((n - 1) / 2);
  return static_cast<std::uint32_t>(pairs) * 2654435761u;
}

__device__ inline std::uint32_t sum_of(Words v) { return v.x + v.y + v.z + v.w; }

__device__ inline void add_block_sum(std::uint32_t sum, std::uint32_t* partial) {
  __shared__ std::uint32_t total;
  if (threadIdx.x == 0) total = 0;
  __syncthreads();
  for (int offset = 16; offset > 0; offset /= 2) sum += __shfl_down_sync(0xffffffffu, sum, offset);
  if (threadIdx.x % 32 == 0) atomicAdd(&total, sum);
  __syncthreads();
  if (threadIdx.x == 0) partial[blockIdx.x] = total;
}

// All four go over tiles of Threads * Unroll pieces; with as many blocks as tiles each block does one.
template <int Threads, int Unroll, Reuse reuse>
__global__ void __launch_bounds__(Threads)
    read_kernel(const Words* in, std::size_t tiles, std::uint32_t* partial) {
  std::uint32_t sum = 0;
  for (std::size_t tile = blockIdx.x; tile < tiles; tile += gridDim.x) {
    const Words* from = in + tile * (Threads * Unroll) + threadIdx.x;
    Words v[Unroll];
#pragma unroll
    for (int u = 0; u < Unroll; ++u) v[u] = load<reuse>(from + u * Threads);
#pragma unroll
    for (int u = 0; u < Unroll; ++u) sum += sum_of(v[u]);
  }
  add_block_sum(sum, partial);
}

template <int Threads, int Unroll, Reuse reuse>
__global__ void __launch_bounds__(Threads) write_kernel(Words* out, std::size_t tiles, std::uint32_t value) {
  for (std::size_t tile = blockIdx.x; tile < tiles; tile += gridDim.x) {
    Words* to = out + tile * (Threads * Unroll) + threadIdx.x;
#pragma unroll
    for (int u = 0; u < Unroll; ++u) store<reuse>(to + u * Threads, make_uint4(value, value, value, value));
  }
}

template <int Threads, int Unroll, Reuse reuse>
__global__ void __launch_bounds__(Threads) copy_kernel(const Words* in, Words* out, std::size_t tiles) {
  for (std::size_t tile = blockIdx.x; tile < tiles; tile += gridDim.x) {
    const std::size_t first = tile * (Threads * Unroll) + threadIdx.x;
    Words v[Unroll];
#pragma unroll
    for (int u = 0; u < Unroll; ++u) v[u] = load<reuse>(in + first + u * Threads);
#pragma unroll
    for (int u = 0; u < Unroll; ++u) store<reuse>(out + first + u * Threads, v[u]);
  }
}

template <int Threads, int Unroll, Reuse reuse>
__global__ void __launch_bounds__(Threads)
    triad_kernel(const Words* b, const Words* c, Words* a, std::size_t tiles, std::uint32_t s) {
  for (std::size_t tile = blockIdx.x; tile < tiles; tile += gridDim.x) {
    const std::size_t first = tile * (Threads * Unroll) + threadIdx.x;
    Words x[Unroll], y[Unroll];
#pragma unroll
    for (int u = 0; u < Unroll; ++u) x[u] = load<reuse>(b + first + u * Threads);
#pragma unroll
    for (int u = 0; u < Unroll; ++u) y[u] = load<reuse>(c + first + u * Threads);
#pragma unroll
    for (int u = 0; u < Unroll; ++u)
      store<reuse>(a + first + u * Threads, make_uint4(x[u].x + s * y[u].x, x[u].y + s * y[u].y,
                                                       x[u].z + s * y[u].z, x[u].w + s * y[u].w));
  }
}

__global__ void fill_words(std::uint32_t* out, std::size_t n) {
  const std::size_t step = std::size_t{gridDim.x} * blockDim.x;
  for (std::size_t i = std::size_t{blockIdx.x} * blockDim.x + threadIdx.x; i < n; i += step)
    out[i] = word_at(i);
}

}  // namespace prep_calibrate
