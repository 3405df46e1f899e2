// Bandwidth of the memories near the multiprocessors: reads of 16 bytes from the L2 (a quarter of it, over
// and over, past the L1) and from shared memory (without bank conflicts).
#pragma once
#include <cuda_runtime.h>

#include <cstdint>
#include <string>
#include <vector>

#include "calibrate/gpu_device.cuh"
#include "calibrate/gpu_stream.cuh"
#include "calibrate/gpu_timing.cuh"

namespace prep_calibrate {

// Each block walks over the whole set; blocks start at different tiles, so that all slices are busy.
template <int Threads, int Unroll>
__global__ void __launch_bounds__(Threads)
    l2_kernel(const Words* in, unsigned tiles, unsigned visits, std::uint32_t* partial) {
  std::uint32_t sum = 0;
  unsigned tile = blockIdx.x % tiles;
  for (unsigned visit = 0; visit < visits; ++visit) {
    const Words* from = in + std::size_t{tile} * (Threads * Unroll) + threadIdx.x;
    Words v[Unroll];
#pragma unroll
    for (int u = 0; u < Unroll; ++u) v[u] = __ldcg(from + u * Threads);
#pragma unroll
    for (int u = 0; u < Unroll; ++u) sum += sum_of(v[u]);
    tile = tile + 1 == tiles ? 0 : tile + 1;
  }
  add_block_sum(sum, partial);
}

constexpr int kSharedThreads = 256, kSharedLoads = 8;

// volatile: the same reads again must not be folded into one.
__device__ inline Words shared_load(unsigned address) {
  Words v;
  asm volatile("ld.shared.v4.u32 {%0, %1, %2, %3}, [%4];"
               : "=r"(v.x), "=r"(v.y), "=r"(v.z), "=r"(v.w)
               : "r"(address));
  return v;
}

__global__ void __launch_bounds__(kSharedThreads) shared_kernel(int rounds, std::uint32_t* partial) {
  __shared__ Words room[kSharedThreads * kSharedLoads];  // 32 KiB
  for (int i = 0; i < kSharedLoads; ++i) {
    const unsigned at = threadIdx.x + static_cast<unsigned>(i * kSharedThreads);
    room[at] = make_uint4(word_at(4 * at), word_at(4 * at + 1), word_at(4 * at + 2), word_at(4 * at + 3));
  }
  __syncthreads();
  asm volatile("" ::: "memory");
  const unsigned mine = static_cast<unsigned>(__cvta_generic_to_shared(room + threadIdx.x));
  std::uint32_t sum = 0;
  for (int r = 0; r < rounds; ++r) {
    Words v[kSharedLoads];
#pragma unroll
    for (int i = 0; i < kSharedLoads; ++i)
      v[i] = shared_load(mine + static_cast<unsigned>(i * kSharedThreads * sizeof(Words)));
#pragma unroll
    for (int i = 0; i < kSharedLoads; ++i) sum += sum_of(v[i]);
  }
  add_block_sum(sum, partial);
}

class NearMemory {
 public:
  NearMemory(const Device& device, const Arena& arena) : device_(device), arena_(arena) {
    must(cudaMalloc(reinterpret_cast<void**>(&partial_), kMostBlocks * sizeof(std::uint32_t)),
         "hand out memory");
  }

  void measure() const {
    measure_l2();
    measure_shared();
  }

 private:
  static constexpr unsigned kMostBlocks = 1u << 16;
  static constexpr int kThreads = 512, kUnroll = 4;
  static constexpr std::size_t kTile = kThreads * kUnroll * sizeof(Words);  // 32 KiB

  std::uint32_t total(unsigned blocks) const {
    std::vector<std::uint32_t> parts(blocks);
    must(cudaMemcpy(parts.data(), partial_, parts.size() * sizeof parts[0], cudaMemcpyDeviceToHost),
         "copy a result back");
    std::uint32_t sum = 0;
    for (const std::uint32_t part : parts) sum += part;
    return sum;
  }

  void measure_l2() const {
    const unsigned tiles = static_cast<unsigned>(device_.l2_bytes / 4 / kTile);
    if (tiles == 0) return say_missing("l2_gbs", "the driver names no size of the L2");
    // The words in the arena stand as fill_words left them.
    const auto* in = reinterpret_cast<const Words*>(arena_.buffer(0));
    fill_words<<<1024, 256>>>(reinterpret_cast<std::uint32_t*>(arena_.buffer(0)), tiles * (kTile / 4));
    const unsigned blocks = static_cast<unsigned>(device_.multiprocessors) * (2048 / kThreads);
    const unsigned rounds = 1 + 1024 / tiles, visits = tiles * rounds;
    const Timing timing = time_launches(
        [=](int) { l2_kernel<kThreads, kUnroll><<<blocks, kThreads>>>(in, tiles, visits, partial_); });
    must_hold(total(blocks) == blocks * rounds * sum_of_words(tiles * (kTile / 4)), "the L2 bandwidth");
    const double bytes = static_cast<double>(kTile) * visits * blocks;
    say("l2_gbs", {bytes / timing.median / 1e3, timing.spread, timing.samples,
                   "reads of " + std::to_string(tiles * kTile >> 20) + " MiB, over and over"});
  }

  void measure_shared() const {
    constexpr int kRounds = 2048;
    const unsigned blocks = static_cast<unsigned>(device_.multiprocessors) * resident_blocks();
    const Timing timing =
        time_launches([=](int) { shared_kernel<<<blocks, kSharedThreads>>>(kRounds, partial_); });
    must_hold(total(blocks) == blocks * kRounds * sum_of_words(4 * kSharedThreads * kSharedLoads),
              "the shared memory's bandwidth");
    const double bytes =
        static_cast<double>(sizeof(Words)) * kSharedThreads * kSharedLoads * kRounds * blocks;
    say("shared_gbs", {bytes / timing.median / 1e3, timing.spread, timing.samples,
                       "reads of 16 bytes without bank conflicts"});
  }

  static unsigned resident_blocks() {
    int blocks = 0;
    must(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, shared_kernel, kSharedThreads, 0),
         "say how many blocks fit");
    return static_cast<unsigned>(blocks < 1 ? 1 : blocks);
  }

  const Device& device_;
  const Arena& arena_;
  std::uint32_t* partial_ = nullptr;
};

}  // namespace prep_calibrate
