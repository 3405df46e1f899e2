// Occupancy by arithmetic: how many blocks of a kernel fit on one multiprocessor of a GPU at once, and what
// limits them. Units of allocation and the check of a block's registers: cuda_occupancy.h of CUDA 13.0.
#pragma once
#include <cstdint>

#include "sim/report/gpus.h"

namespace prep::sim {

enum class Limit { threads, blocks, registers, shared_memory, does_not_fit };

struct Occupancy {
  int blocks = 0, warps = 0;  // on one multiprocessor
  Limit limit = Limit::does_not_fit;
};

constexpr int warps_that_fit(const Gpu& gpu) { return gpu.threads / 32; }

// `registers` per thread, 0 when unknown (then they are no limit); `shared_bytes` static and dynamic
// together.
constexpr Occupancy occupancy_of(const Gpu& gpu, int threads_per_block, int registers,
                                 std::int64_t shared_bytes) {
  constexpr int kWarp = 32, kRegisterUnit = 256, kPartitions = 4;
  if (threads_per_block < 1 || threads_per_block > 1024 || registers > kRegistersPerThread ||
      shared_bytes < 0 || shared_bytes > std::int64_t{gpu.shared_kb_per_block} * 1024)
    return {};
  const int warps = (threads_per_block + kWarp - 1) / kWarp;
  Occupancy best{warps_that_fit(gpu) / warps, 0, Limit::threads};
  const auto limit = [&best](std::int64_t blocks, Limit by) {
    if (blocks < best.blocks) best = {static_cast<int>(blocks), 0, by};
  };
  limit(gpu.blocks, Limit::blocks);
  if (registers > 0) {
    const int per_warp = (registers * kWarp + kRegisterUnit - 1) / kRegisterUnit * kRegisterUnit;
    // A block is checked as if its warps filled all partitions evenly.
    const int checked = per_warp * ((warps + kPartitions - 1) / kPartitions * kPartitions);
    const int fit = kRegistersPerMultiprocessor / kPartitions / per_warp * kPartitions;
    limit(checked > kRegistersPerMultiprocessor ? 0 : fit / warps, Limit::registers);
  }
  const std::int64_t unit = gpu.capability >= 80 ? 128 : 256;
  const std::int64_t reserved = gpu.capability >= 80 ? 1024 : 0;  // by the driver, for each block
  const std::int64_t per_block = (shared_bytes + reserved + unit - 1) / unit * unit;
  if (per_block > 0) limit(std::int64_t{gpu.shared_kb} * 1024 / per_block, Limit::shared_memory);
  if (best.blocks == 0) return {};
  best.warps = best.blocks * warps;
  return best;
}

}  // namespace prep::sim
