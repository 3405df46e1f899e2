// Samples to a figure.
#pragma once
#include <algorithm>
#include <cstddef>
#include <vector>

namespace prep_calibrate {

struct Timing {
  double median = 0;
  double spread = 0;  // IQR over median
  int samples = 0;
};

inline double quantile_of(const std::vector<double>& sorted, double q) {
  const double at = q * static_cast<double>(sorted.size() - 1);
  const std::size_t low = static_cast<std::size_t>(at), high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (at - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

inline Timing summary_of(std::vector<double> samples) {
  if (samples.empty()) return {};
  std::sort(samples.begin(), samples.end());
  Timing timing;
  timing.median = quantile_of(samples, 0.5);
  timing.spread =
      timing.median > 0 ? (quantile_of(samples, 0.75) - quantile_of(samples, 0.25)) / timing.median : 0;
  timing.samples = static_cast<int>(samples.size());
  return timing;
}

}  // namespace prep_calibrate
