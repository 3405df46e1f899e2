// GPUs by the name one types, and what a multiprocessor of each holds. Standard library only, so that both
// the sim's library and prep may use it.
//
// Limits by compute capability: NVIDIA's arch_traits.cuh (CCCL, cudax/__device) for 7.0 to 9.0; Blackwell
// Tuning Guide, "Occupancy" and "Unified Shared Memory", for 10.0 (64 warps, 32 blocks, 64 K registers, 228
// KB, 227 KB for a block). tests/sim/occupancy_test.cpp holds the arithmetic against cuda_occupancy.h of the
// CUDA Toolkit. Multiprocessors: the vendor's count of CUDA cores / FP32 lanes of one multiprocessor (64
// in 7.x and 8.0, 128 in all others: Programming Guide, "Arithmetic Instructions"); the 132 of the h200 were
// also read from the device.
// Peak FP32 without tensor cores and memory bandwidth: the vendor's data sheets, as in
// nvidia.com/data-center/h200, h100 (SXM), a100 (80 GB SXM), and the L40S and L4 data sheets; 0 where no data
// sheet was at hand.
#pragma once
#include <string_view>

namespace prep::sim {

struct Gpu {
  const char* name;
  int capability;  // 90: 9.0
  int cores, lanes;
  int threads, blocks;                 // on one multiprocessor
  int shared_kb, shared_kb_per_block;  // of one multiprocessor; of one block, when asked for
  double tflops = 0, gb_per_s = 0;
  constexpr int multiprocessors() const { return cores / lanes; }
};

inline constexpr int kRegistersPerMultiprocessor = 65536;  // of all above
inline constexpr int kRegistersPerThread = 255;

inline constexpr Gpu kGpus[] = {
    {"h200", 90, 16896, 128, 2048, 32, 228, 227, 67, 4800},  // H200 SXM
    {"h100", 90, 16896, 128, 2048, 32, 228, 227, 67,
     3350},  // H100 SXM5; the PCIe card has 114 multiprocessors
    {"b200", 100, 18944, 128, 2048, 32, 228, 227},
    {"a100", 80, 6912, 64, 2048, 32, 164, 163, 19.5, 2039},
    {"l40s", 89, 18176, 128, 1536, 24, 100, 99, 91.6, 864},
    {"l4", 89, 7424, 128, 1536, 24, 100, 99, 30.3, 300},
    {"a10", 86, 9216, 128, 1536, 16, 100, 99},
    {"rtx4090", 89, 16384, 128, 1536, 24, 100, 99},
    {"rtx3090", 86, 10496, 128, 1536, 16, 100, 99},
    {"t4", 75, 2560, 64, 1024, 16, 64, 64},
    {"v100", 70, 5120, 64, 2048, 32, 96, 96},
};

// The one whose program interface the sim gives (device_attributes.h).
inline constexpr const Gpu& kSimulatedGpu = kGpus[0];

// Null for a name that is not in the table.
constexpr const Gpu* gpu_named(std::string_view name) {
  for (const Gpu& gpu : kGpus)
    if (name == gpu.name) return &gpu;
  return nullptr;
}

}  // namespace prep::sim
