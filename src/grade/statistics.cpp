#include "grade/statistics.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace prep {

double quantile(const std::vector<double>& sorted, double q) {
  if (sorted.empty()) return 0;
  const double at = q * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (at - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

Summary summarize(std::vector<double> samples) {
  std::sort(samples.begin(), samples.end());
  if (samples.empty()) return {};
  return {quantile(samples, 0.5), samples.front(), quantile(samples, 0.25), quantile(samples, 0.75),
          static_cast<int>(samples.size())};
}

std::string word(Comparison comparison) {
  switch (comparison) {
    case Comparison::faster:
      return "FASTER";
    case Comparison::same:
      return "SAME";
    case Comparison::slower:
      return "SLOWER";
    case Comparison::ambiguous:
      break;
  }
  return "AMBIGUOUS";
}

namespace {

std::vector<double> sorted_ratios(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    if (b[i] > 0) ratios.push_back(a[i] / b[i]);
  std::sort(ratios.begin(), ratios.end());
  return ratios;
}

}  // namespace

double median_ratio(const std::vector<double>& a, const std::vector<double>& b) {
  return quantile(sorted_ratios(a, b), 0.5);
}

Comparison compare(const std::vector<double>& a_us, const std::vector<double>& b_us) {
  const std::vector<double> ratios = sorted_ratios(a_us, b_us);
  if (ratios.empty()) return Comparison::ambiguous;
  const double dead_band = summarize(b_us).median < 20 ? 0.02 : 0.01;
  const double middle = quantile(ratios, 0.5);
  if (std::abs(middle - 1) <= dead_band) return Comparison::same;
  if (middle < 1) return quantile(ratios, 0.75) < 1 ? Comparison::faster : Comparison::ambiguous;
  return quantile(ratios, 0.25) > 1 ? Comparison::slower : Comparison::ambiguous;
}

Go more_samples(const StopRule& rule, const std::vector<double>& samples_us, double elapsed_s) {
  const auto count = static_cast<int>(samples_us.size());
  if (count < 3) return Go::on;
  if (elapsed_s >= rule.cap_s) return Go::stop;
  if (count < rule.least_samples) return Go::on;
  const double measured_s = std::accumulate(samples_us.begin(), samples_us.end(), 0.0) / 1e6;
  if (measured_s < rule.least_s && count < rule.enough_samples) return Go::on;
  const Summary summary = summarize(samples_us);
  const double mean = measured_s * 1e6 / count;
  double variance = 0;
  for (const double sample : samples_us) variance += (sample - mean) * (sample - mean);
  const double standard_error = std::sqrt(variance / (count - 1) / count);
  const bool quiet =
      summary.dispersion() < 0.01 || standard_error < 0.0025 * mean || noise_is_stable(samples_us);
  return quiet ? Go::stop : Go::on;
}

bool noise_is_stable(const std::vector<double>& samples_us) {
  constexpr std::size_t kEvery = 16, kLooks = 4;
  if (samples_us.size() < kEvery * kLooks) return false;
  double low = INFINITY, high = 0;
  const std::size_t last = samples_us.size() / kEvery * kEvery;
  for (std::size_t look = 0; look < kLooks; ++look) {
    const auto end = samples_us.begin() + static_cast<std::ptrdiff_t>(last - look * kEvery);
    const double spread = summarize({samples_us.begin(), end}).dispersion();
    low = std::min(low, spread);
    high = std::max(high, spread);
  }
  return high - low <= 0.05 * high;
}

double geometric_mean(const std::vector<double>& values) {
  if (values.empty()) return 0;
  double sum = 0;
  for (const double value : values) {
    if (value <= 0) return 0;
    sum += std::log(value);
  }
  return std::exp(sum / static_cast<double>(values.size()));
}

}  // namespace prep
