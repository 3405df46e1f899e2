#include "grade/ceilings.h"

#include <algorithm>
#include <utility>

namespace prep {

const std::vector<FigureOf<GpuCeilings>>& gpu_figures() {
  using G = GpuCeilings;
  constexpr auto less = FigureOf<G>::Better::less;
  static const std::vector<FigureOf<G>> all{
      {"read_gbs", &G::read_gbs, "read", "GB/s"},
      {"write_gbs", &G::write_gbs, "write", "GB/s"},
      {"copy_gbs", &G::copy_gbs, "copy", "GB/s"},
      {"triad_gbs", &G::triad_gbs, "triad", "GB/s"},
      {"l2_gbs", &G::l2_gbs, "L2 read", "GB/s"},
      {"shared_gbs", &G::shared_gbs, "shared read", "GB/s"},
      {"fp32_tflops", &G::fp32_tflops, "fp32", "TFLOP/s"},
      {"tf32_tflops", &G::tf32_tflops, "tf32", "TFLOP/s"},
      {"bf16_tflops", &G::bf16_tflops, "bf16", "TFLOP/s"},
      {"fp16_tflops", &G::fp16_tflops, "fp16", "TFLOP/s"},
      {"fp8_tflops", &G::fp8_tflops, "fp8", "TFLOP/s"},
      {"int8_tops", &G::int8_tops, "int8", "TOP/s"},
      {"launch_us", &G::launch_us, "empty launch", "us", less},
      {"event_pair_us", &G::event_pair_us, "event pair", "us", less},
      {"queued_launch_us", &G::queued_launch_us, "queued launch", "us", less},
      {"sm_clock_mhz", &G::sm_clock_mhz, "SM clock", "MHz"},
  };
  return all;
}

const std::vector<FigureOf<CpuCeilings>>& cpu_figures() {
  using C = CpuCeilings;
  static const std::vector<FigureOf<C>> all{
      {"core_read_gbs", &C::core_read_gbs, "read", "GB/s"},
      {"core_copy_gbs", &C::core_copy_gbs, "copy", "GB/s"},
      {"core_triad_gbs", &C::core_triad_gbs, "triad", "GB/s"},
      {"core_fma_gflops", &C::core_fma_gflops, "fp32", "GFLOP/s"},
      {"all_read_gbs", &C::all_read_gbs, "read, all cores", "GB/s"},
      {"all_copy_gbs", &C::all_copy_gbs, "copy, all cores", "GB/s"},
      {"all_triad_gbs", &C::all_triad_gbs, "triad, all cores", "GB/s"},
      {"all_fma_gflops", &C::all_fma_gflops, "fp32, all cores", "GFLOP/s"},
  };
  return all;
}

double operations_per_us(const GpuCeilings& ceilings, Math math) {
  constexpr double kTera = 1e6;  // 1e12 a second in a microsecond
  switch (math) {
    case Math::fp32:
      return ceilings.fp32_tflops * kTera;
    case Math::tf32:
      return ceilings.tf32_tflops * kTera;
    case Math::bf16:
      return ceilings.bf16_tflops * kTera;
    case Math::fp16:
      return ceilings.fp16_tflops * kTera;
    case Math::fp8:
      return ceilings.fp8_tflops * kTera;
    case Math::int8:
      return ceilings.int8_tops * kTera;
  }
  return 0;
}

double bandwidth_for(const GpuCeilings& ceilings, double read_bytes, double write_bytes) {
  const double bytes = read_bytes + write_bytes;
  if (!(bytes > 0)) return 0;
  // By the share of written bytes.
  std::vector<std::pair<double, double>> known;
  for (const auto& [share, gbs] : {std::pair{0.0, ceilings.read_gbs}, std::pair{1.0 / 3, ceilings.triad_gbs},
                                   std::pair{0.5, ceilings.copy_gbs}, std::pair{1.0, ceilings.write_gbs}}) {
    if (gbs > 0) known.emplace_back(share, gbs);
  }
  if (known.empty()) return 0;
  const double share = write_bytes / bytes;
  if (share <= known.front().first) return known.front().second;
  for (std::size_t i = 1; i < known.size(); ++i) {
    const auto& [low, low_gbs] = known[i - 1];
    const auto& [high, high_gbs] = known[i];
    if (share > high) continue;
    const double part = (share - low) / (high - low);
    return 1 / ((1 - part) / low_gbs + part / high_gbs);
  }
  return known.back().second;
}

double floor_us(const GpuCeilings& ceilings, const Load& load) {
  constexpr double kGigaPerUs = 1e3;  // 1e9 bytes a second in a microsecond
  const double gbs = bandwidth_for(ceilings, load.read_bytes, load.write_bytes);
  const double rate = operations_per_us(ceilings, load.math);
  const double moving = gbs > 0 ? (load.read_bytes + load.write_bytes) / (gbs * kGigaPerUs) : 0;
  const double computing = rate > 0 ? load.flops / rate : 0;
  return std::max(moving, computing);
}

}  // namespace prep
