// Occupancy by arithmetic: how many blocks of a kernel fit on one multiprocessor of a GPU, and what limits them.
// Limits per compute capability: CUDA C++ Programming Guide, "Technical Specifications per Compute Capability";
// multiprocessors, TFLOP/s (FP32, no tensor cores) and GB/s: the vendor's data sheets. Standard library only, so
// that both the sim's library and prep may use it.
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>

namespace prep::sim {

struct Gpu {
  const char* name;
  int capability;  // 90: 9.0
  int multiprocessors;
  int threads, blocks, registers;  // per multiprocessor
  int shared_kb, shared_kb_per_block;
  double fp32_tflops, memory_gb_s;
};

inline constexpr Gpu kGpus[] = {
    {"h200", 90, 132, 2048, 32, 65536, 228, 227, 67.0, 4800},  {"h100", 90, 132, 2048, 32, 65536, 228, 227, 67.0, 3350},
    {"b200", 100, 148, 2048, 32, 65536, 228, 227, 75.0, 8000}, {"a100", 80, 108, 2048, 32, 65536, 164, 163, 19.5, 2039},
    {"l4", 89, 58, 1536, 24, 65536, 100, 99, 30.3, 300},       {"l40s", 89, 142, 1536, 24, 65536, 100, 99, 91.6, 864},
    {"a10", 86, 72, 1536, 16, 65536, 100, 99, 31.2, 600},      {"rtx3090", 86, 82, 1536, 16, 65536, 100, 99, 35.6, 936},
    {"rtx4090", 89, 128, 1536, 24, 65536, 100, 99, 82.6, 1008}, {"v100", 70, 80, 2048, 32, 65536, 96, 96, 15.7, 900},
    {"t4", 75, 40, 1024, 16, 65536, 64, 64, 8.1, 320},
};

// Null for a name that is not in the table.
inline const Gpu* gpu_named(const std::string& name) {
  for (const Gpu& gpu : kGpus)
    if (name == gpu.name) return &gpu;
  return nullptr;
}

enum class Limit { threads, blocks, registers, shared_memory, does_not_fit };

struct Occupancy {
  int blocks = 0, warps = 0;  // on one multiprocessor
  double fraction = 0;        // of the warps that it can hold
  Limit limit = Limit::does_not_fit;
};

// `registers` per thread, 0 when unknown (then they are no limit).
inline Occupancy occupancy_of(const Gpu& gpu, int threads_per_block, int registers, std::int64_t shared_bytes) {
  constexpr int kWarp = 32, kRegisterUnit = 256, kWarpUnit = 4, kSharedUnit = 128;
  if (threads_per_block < 1 || threads_per_block > 1024 || shared_bytes > std::int64_t{gpu.shared_kb_per_block} << 10)
    return {};
  const int warps = (threads_per_block + kWarp - 1) / kWarp;
  Occupancy best{gpu.threads / kWarp / warps, 0, 0, Limit::threads};
  const auto limit = [&best](std::int64_t blocks, Limit by) {
    if (blocks < best.blocks) best = {static_cast<int>(blocks), 0, 0, by};
  };
  limit(gpu.blocks, Limit::blocks);
  if (registers > 0) {
    const int per_warp = (registers * kWarp + kRegisterUnit - 1) / kRegisterUnit * kRegisterUnit;
    limit(gpu.registers / per_warp / kWarpUnit * kWarpUnit / warps, Limit::registers);
  }
  const std::int64_t reserved = gpu.capability >= 80 ? 1024 : 0;  // by the driver, for each block
  const std::int64_t per_block = (shared_bytes + reserved + kSharedUnit - 1) / kSharedUnit * kSharedUnit;
  if (per_block > 0) limit((std::int64_t{gpu.shared_kb} << 10) / per_block, Limit::shared_memory);
  if (best.blocks == 0) best.limit = Limit::does_not_fit;
  best.warps = best.blocks * warps;
  best.fraction = static_cast<double>(best.warps) / (gpu.threads / kWarp);
  return best;
}

inline const char* words_for(Limit limit) {
  switch (limit) {
    case Limit::threads:
      return "the threads that fit a multiprocessor";
    case Limit::blocks:
      return "the number of blocks that fit a multiprocessor";
    case Limit::registers:
      return "registers";
    case Limit::shared_memory:
      return "shared memory";
    default:
      return "a block that does not fit at all";
  }
}

}  // namespace prep::sim
