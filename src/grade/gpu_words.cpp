#include "grade/gpu_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace prep {
namespace {

std::string bytes_words(double bytes) {
  if (bytes >= 1e9) return fmt::format("{:.2f} GB", bytes / 1e9);
  if (bytes >= 1e6) return fmt::format("{:.1f} MB", bytes / 1e6);
  return fmt::format("{:.1f} kB", bytes / 1e3);
}

std::string flops_words(double flops) {
  if (flops >= 1e12) return fmt::format("{:.2f} TFLOP", flops / 1e12);
  return fmt::format("{:.1f} GFLOP", flops / 1e9);
}

const char* name_of(Math math) {
  switch (math) {
    case Math::tf32:
      return "tf32";
    case Math::bf16:
      return "bf16";
    case Math::fp16:
      return "fp16";
    case Math::fp8:
      return "fp8";
    case Math::int8:
      return "int8";
    case Math::fp32:
      break;
  }
  return "fp32";
}

// What the CUDA runtime says of the busiest kernel, as a cause of slowness.
std::string cause_in(const GradeResult& result) {
  for (const KernelFacts& kernel : result.kernels) {
    if (kernel.local_bytes > 0)
      return fmt::format("{} keeps {} bytes per thread in local memory (spills, or an array that is indexed)",
                         kernel.name.substr(0, kernel.name.find('(')), kernel.local_bytes);
  }
  for (const KernelFacts& kernel : result.kernels) {
    if (kernel.narrow_loads > 0 && kernel.wide_loads == 0)
      return fmt::format("{} loads 4 bytes at a time, 16 keep more in flight",
                         kernel.name.substr(0, kernel.name.find('(')));
  }
  for (const KernelFacts& kernel : result.kernels) {
    if (kernel.most_warps_per_sm > 0 && 4 * kernel.warps_per_sm <= kernel.most_warps_per_sm)
      return fmt::format("only {} of {} warps of {} fit on a multiprocessor ({})", kernel.warps_per_sm,
                         kernel.most_warps_per_sm, kernel.name.substr(0, kernel.name.find('(')),
                         kernel.limiter);
  }
  std::uint64_t launches = 0;
  for (const KernelFacts& kernel : result.kernels) launches += kernel.launches;
  if (launches > 4) return fmt::format("{} launches in one call", launches);
  return "";
}

}  // namespace

Math math_of(const std::string& judge_type) {
  if (judge_type == "f16") return Math::fp16;
  if (judge_type == "bf16") return Math::bf16;
  if (judge_type == "i8" || judge_type == "u8") return Math::int8;
  return Math::fp32;
}

std::string limit_words(const GpuCeilings& ceilings, const Load& load) {
  const double bytes = load.read_bytes + load.write_bytes;
  const double bandwidth = bandwidth_for(ceilings, load.read_bytes, load.write_bytes);
  const double rate = operations_per_us(ceilings, load.math);
  const double memory_us = bandwidth > 0 ? bytes / bandwidth / 1e3 : 0;
  const double arithmetic_us = rate > 0 ? load.flops / rate : 0;
  if (arithmetic_us > memory_us)
    return fmt::format("arithmetic: {} ({}) at {:.1f} TFLOP/s", flops_words(load.flops), name_of(load.math),
                       rate / 1e6);
  return fmt::format("memory: {} at {:.2f} TB/s", bytes_words(bytes), bandwidth / 1e3);
}

std::string kernel_words(const KernelFacts& kernel) {
  std::string words =
      fmt::format("{} blocks of {} threads, {} registers", kernel.blocks, kernel.threads, kernel.registers);
  if (kernel.shared_bytes > 0)
    words += fmt::format(", {} shared", bytes_words(static_cast<double>(kernel.shared_bytes)));
  if (kernel.local_bytes > 0) words += fmt::format(", {} B local per thread (spills)", kernel.local_bytes);
  words += fmt::format("; {} of {} warps fit", kernel.warps_per_sm, kernel.most_warps_per_sm);
  if (!kernel.limiter.empty()) words += ", limited by " + kernel.limiter;
  return words;
}

std::string next_step_words(const std::string& at, const GradeResult& result, const std::string& next) {
  if (next.empty()) return at;
  const std::string cause = cause_in(result);
  return at + (cause.empty() ? "" : ": " + cause) + "; " + next;
}

}  // namespace prep
