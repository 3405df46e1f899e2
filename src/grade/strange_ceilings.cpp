#include "grade/strange_ceilings.h"

#include <fmt/format.h>

namespace prep {
namespace {

class Findings {
 public:
  // Both measured, and `value` above `limit`: said with both numbers.
  void above(double value, double limit, const char* unit, const std::string& what, const std::string& than) {
    if (value > 0 && limit > 0 && value > limit)
      all_.push_back(
          fmt::format("{} ({:.4g} {}) is above {} ({:.4g} {})", what, value, unit, than, limit, unit));
  }
  void below(double value, double limit, const char* unit, const std::string& what, const std::string& than) {
    if (value > 0 && limit > 0 && value < limit)
      all_.push_back(
          fmt::format("{} ({:.4g} {}) is below {} ({:.4g} {})", what, value, unit, than, limit, unit));
  }
  void add(std::string words) { all_.push_back(std::move(words)); }
  std::vector<std::string> take() { return std::move(all_); }

 private:
  std::vector<std::string> all_;
};

// Without these a GPU's ceilings are of no use.
void needed(const GpuCeilings& c, Findings& found) {
  for (const auto& figure : gpu_figures()) {
    const std::string name = figure.name;
    const bool optional = name.starts_with("tf32") || name.starts_with("bf16") || name.starts_with("fp16") ||
                          name.starts_with("fp8") || name.starts_with("int8") || name == "l2_gbs";
    if (!optional && !(c.*figure.value > 0)) found.add(fmt::format("{} was not measured", figure.words));
  }
}

template <class Ceilings>
std::vector<std::string> unsteady(const CalibrationLines& lines,
                                  const std::vector<FigureOf<Ceilings>>& figures, double most) {
  std::vector<std::string> all;
  for (const auto& figure : figures) {
    const auto at = lines.figures.find(figure.name);
    if (at == lines.figures.end() || at->second.disagreement() <= most) continue;
    all.push_back(fmt::format("two measurements of {} disagree by {:.0f} % ({:.4g} and {:.4g} {})",
                              figure.words, 100 * at->second.disagreement(), at->second.value,
                              at->second.other, figure.unit));
  }
  return all;
}

}  // namespace

// CUDA C++ Programming Guide, "Arithmetic Instructions", row "32-bit floating-point add, multiply,
// multiply-add".
int fp32_lanes(int capability) {
  switch (capability) {
    case 70:
    case 72:
    case 75:
    case 80:
      return 64;
    case 86:
    case 87:
    case 89:
    case 90:
    case 100:
    case 103:
    case 120:
    case 121:
      return 128;
    default:
      return 0;
  }
}

std::vector<std::string> strange_figures(const GpuCeilings& c) {
  Findings found;
  needed(c, found);
  found.below(c.read_gbs, 0.8 * c.copy_gbs, "GB/s", "read", "four fifths of copy");
  found.below(c.copy_gbs, 0.6 * c.read_gbs, "GB/s", "copy", "three fifths of read");
  found.below(c.triad_gbs, 0.8 * c.copy_gbs, "GB/s", "triad", "four fifths of copy");
  found.below(c.write_gbs, 0.5 * c.read_gbs, "GB/s", "write", "half of read");
  for (const auto& figure : gpu_figures()) {
    const std::string name = figure.name;
    if (name == "read_gbs" || name == "write_gbs" || name == "copy_gbs" || name == "triad_gbs")
      found.above(c.*figure.value, c.bus_gbs, "GB/s", figure.words, "what the memory bus can move");
  }
  found.below(c.l2_gbs, c.read_gbs, "GB/s", "L2 read", "read from the device memory");
  found.below(c.shared_gbs, c.l2_gbs, "GB/s", "shared read", "L2 read");

  const double lanes = static_cast<double>(c.multiprocessors) * fp32_lanes(c.capability);
  const double peak_tflops = lanes * 2 * c.sm_clock_mhz / 1e6;
  found.above(c.fp32_tflops, 1.05 * peak_tflops, "TFLOP/s", "fp32",
              "what the units can do at the measured clock");
  found.below(c.fp32_tflops, 0.6 * peak_tflops, "TFLOP/s", "fp32", "three fifths of what the units can do");
  found.below(c.bf16_tflops, 0.8 * c.fp16_tflops, "TFLOP/s", "bf16", "four fifths of fp16");
  found.above(c.tf32_tflops, 1.05 * c.fp16_tflops, "TFLOP/s", "tf32", "fp16");
  found.below(c.fp8_tflops, 0.8 * c.fp16_tflops, "TFLOP/s", "fp8", "four fifths of fp16");
  found.below(c.launch_us, c.event_pair_us, "us", "an empty launch", "two events with nothing between them");
  found.above(c.launch_us, 100, "us", "an empty launch", "what a working driver takes");
  return found.take();
}

std::vector<std::string> strange_figures(const CpuCeilings& c) {
  Findings found;
  for (const auto& figure : cpu_figures()) {
    if (!(c.*figure.value > 0)) found.add(fmt::format("{} was not measured", figure.words));
  }
  found.below(c.all_read_gbs, 0.9 * c.core_read_gbs, "GB/s", "all cores' read", "one core's");
  found.below(c.all_triad_gbs, 0.9 * c.core_triad_gbs, "GB/s", "all cores' triad", "one core's");
  found.below(c.all_fma_gflops, 0.9 * c.core_fma_gflops, "GFLOP/s", "all cores' fp32", "one core's");
  if (c.cores > 0)
    found.above(c.all_fma_gflops, 1.1 * c.cores * c.core_fma_gflops, "GFLOP/s", "all cores' fp32",
                "what so many single cores can do");
  return found.take();
}

std::vector<std::string> unsteady_figures(const CalibrationLines& lines,
                                          const std::vector<FigureOf<GpuCeilings>>& figures) {
  return unsteady(lines, figures, 0.03);
}
std::vector<std::string> unsteady_figures(const CalibrationLines& lines,
                                          const std::vector<FigureOf<CpuCeilings>>& figures) {
  return unsteady(lines, figures, 0.10);
}

}  // namespace prep
