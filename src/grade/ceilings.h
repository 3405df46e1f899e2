// The speed of light of this machine as measured on it, and what it means for a piece of work: bandwidths
// mixed by what is read and written, and the least time that it can take. Pure. 0 in a figure: not measured.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace prep {

// What both kinds know about their own making. The maps' keys are figures' names.
struct Measured {
  std::string date;                            // "2026-11-22T18:30:00.123Z"
  std::string program;                         // identity of what measured: sources, compiler, flags
  std::map<std::string, std::string> how;      // "256 threads, 8 x 16 bytes each, a tile a block"
  std::map<std::string, std::string> missing;  // why a figure is 0
  std::vector<std::string> strange;            // clauses; empty: the figures fit together
};

struct GpuCeilings : Measured {
  std::string gpu, uuid, driver;
  double power_limit_w = 0;
  // Device memory, 1e9 bytes a second, read plus written.
  double read_gbs = 0, write_gbs = 0, copy_gbs = 0, triad_gbs = 0;
  double fp32_tflops = 0, tf32_tflops = 0, bf16_tflops = 0, fp16_tflops = 0, fp8_tflops = 0, int8_tops = 0;
  double l2_gbs = 0, shared_gbs = 0;
  double launch_us = 0;         // an empty kernel between two events
  double event_pair_us = 0;     // two events with nothing between them
  double queued_launch_us = 0;  // a launch among many, on the host's clock
  double sm_clock_mhz = 0;      // under the fp32 load
  // As the driver says, not measured.
  std::uint64_t l2_bytes = 0;
  int multiprocessors = 0, capability = 0;
  double bus_gbs = 0;  // what the memory bus moves at most; 0: unknown
};

struct CpuCeilings : Measured {
  std::string cpu, compiler;
  int cores = 0;  // that prep may use
  // Main memory, 1e9 bytes a second that a program reads plus writes; fp32 multiply-adds.
  double core_read_gbs = 0, core_copy_gbs = 0, core_triad_gbs = 0, core_fma_gflops = 0;
  double all_read_gbs = 0, all_copy_gbs = 0, all_triad_gbs = 0, all_fma_gflops = 0;
};

// A figure as data: for files, screens and the lines of the measuring programs.
template <class Ceilings>
struct FigureOf {
  const char* name;  // the member's
  double Ceilings::*value;
  const char* words;  // "read"
  const char* unit;   // "GB/s"
  enum class Better { more, less } better = Better::more;
};
const std::vector<FigureOf<GpuCeilings>>& gpu_figures();
const std::vector<FigureOf<CpuCeilings>>& cpu_figures();

// What the arithmetic of a kernel is done in.
enum class Math { fp32, tf32, bf16, fp16, fp8, int8 };
double operations_per_us(const GpuCeilings& ceilings, Math math);

// GB/s for this mix: read alone, triad at 2:1, copy at 1:1, write alone; between two of them the time for a
// byte is linear. Figures that are 0 are left out; 0 where none is there, or no bytes.
double bandwidth_for(const GpuCeilings& ceilings, double read_bytes, double write_bytes);

struct Load {
  double read_bytes = 0, write_bytes = 0, flops = 0;
  Math math = Math::fp32;
};
// The longer of moving the bytes and doing the arithmetic; what has no figure counts nothing.
double floor_us(const GpuCeilings& ceilings, const Load& load);

}  // namespace prep
