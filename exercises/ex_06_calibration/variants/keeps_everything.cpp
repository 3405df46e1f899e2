// expect: host=too_slow
// Keeps every value and makes a histogram when asked: no doubling, no merging, and as much memory as data.
// Right, simple, and what one writes to test the other. Too slow: it sorts again for every question.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "calibration.h"

namespace {

class Everything final : public Calibrator {
 public:
  explicit Everything(int bins) : bins_(static_cast<size_t>(bins)) {}

  void observe(const float* x, size_t n) override {
    for (size_t i = 0; i < n; ++i) values_.push_back(std::fabs(x[i]));
  }

  float minmax() const override {
    return values_.empty() ? 0 : *std::max_element(values_.begin(), values_.end());
  }

  float percentile(double p) const override {
    if (values_.empty()) return 0;
    const double rank = std::ceil(p * static_cast<double>(values_.size()));
    std::vector<float> sorted = values_;
    const auto nth = sorted.begin() + static_cast<std::ptrdiff_t>(rank) - 1;
    std::nth_element(sorted.begin(), nth, sorted.end());
    return *nth;
  }

  float entropy(int levels) const override {
    const double largest = minmax();
    if (largest == 0) return 0;
    double width = std::ldexp(1.0, -170);
    while (!(largest < static_cast<double>(bins_) * width)) width *= 2;
    std::vector<double> counts(bins_, 0.0);
    for (const float v : values_) ++counts[static_cast<size_t>(static_cast<double>(v) / width)];
    double best = std::numeric_limits<double>::infinity();
    size_t best_cut = bins_;
    for (size_t cut = static_cast<size_t>(levels); cut <= bins_; ++cut)
      if (const double kl = divergence(counts, cut, static_cast<size_t>(levels)); kl < best)
        best = kl, best_cut = cut;
    return static_cast<float>((static_cast<double>(best_cut) + 0.5) * width);
  }

 private:
  double divergence(const std::vector<double>& counts, size_t cut, size_t levels) const {
    std::vector<double> p(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(cut)), q(cut, 0.0);
    for (size_t b = cut; b < bins_; ++b) p.back() += counts[b];
    double inside = 0;
    for (size_t group = 0; group < levels; ++group) {
      const size_t first = group * (cut / levels), last = group + 1 == levels ? cut : first + cut / levels;
      double sum = 0, filled = 0;
      for (size_t b = first; b < last; ++b) sum += counts[b], filled += counts[b] > 0 ? 1 : 0;
      for (size_t b = first; b < last; ++b) q[b] = counts[b] > 0 ? sum / filled : 0;
      inside += sum;
    }
    double kl = 0;
    const double all = static_cast<double>(values_.size());
    for (size_t b = 0; b < cut; ++b) {
      if (p[b] == 0) continue;
      if (q[b] == 0) return std::numeric_limits<double>::infinity();
      kl += p[b] / all * std::log((p[b] / all) / (q[b] / inside));
    }
    return kl < 1e-12 ? 0 : kl;
  }

  size_t bins_;
  std::vector<float> values_;
};

}  // namespace

Calibrator* make_calibrator(int bins) { return std::make_unique<Everything>(bins).release(); }
