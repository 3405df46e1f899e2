// expect: host=passed
// The search with sums over prefixes of the bins: O(bins * levels) instead of O(bins^2) logarithms. Band
// gold.
#include "calibration.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

namespace {

class Histogram final : public Calibrator {
 public:
  explicit Histogram(int bins) : counts_(static_cast<size_t>(bins)) {}

  void observe(const float* x, size_t n) override {
    float largest = largest_;
    for (size_t i = 0; i < n; ++i) largest = std::max(largest, std::fabs(x[i]));
    if (largest > largest_) grow_to(largest);
    total_ += static_cast<int64_t>(n);
    for (size_t i = 0; i < n; ++i) ++counts_[bin_of(std::fabs(x[i]))];
  }

  float minmax() const override { return largest_; }

  float percentile(double p) const override {
    if (largest_ == 0) return 0;
    const int64_t rank = static_cast<int64_t>(std::ceil(p * static_cast<double>(total_)));
    int64_t behind = 0;
    size_t b = 0;
    while (b + 1 < counts_.size() && behind + counts_[b] < rank) behind += counts_[b++];
    return static_cast<float>((static_cast<double>(b) + 0.5) * width_);
  }

  float entropy(int levels) const override {
    if (largest_ == 0) return 0;
    const Sums sums(counts_);
    double best = std::numeric_limits<double>::infinity();
    size_t cut = counts_.size();
    for (size_t i = static_cast<size_t>(levels); i <= counts_.size(); ++i) {
      const double divergence = divergence_at(sums, i, static_cast<size_t>(levels));
      if (divergence < best) best = divergence, cut = i;
    }
    return static_cast<float>((static_cast<double>(cut) + 0.5) * width_);
  }

 private:
  size_t bin_of(float magnitude) const {
    return magnitude == 0 ? 0 : static_cast<size_t>(static_cast<double>(magnitude) * per_width_);
  }

  void grow_to(float largest) {
    const double bins = static_cast<double>(counts_.size());
    if (largest_ == 0) {
      // The smallest power of two with largest < bins * width: nothing but zeros is counted yet.
      width_ = std::exp2(std::floor(std::log2(static_cast<double>(largest) / bins)) - 1);
      while (!(largest < bins * width_)) width_ *= 2;
    }
    while (!(largest < bins * width_)) double_width();
    per_width_ = 1 / width_;
    largest_ = largest;
  }

  void double_width() {
    width_ *= 2;
    for (size_t b = 0; b < counts_.size(); ++b) {
      const int64_t count = counts_[b];
      counts_[b] = 0;
      counts_[b / 2] += count;
    }
  }

  // Over the first b bins: the counts, how many are not empty, and the sum of c log c.
  struct Sums {
    explicit Sums(const std::vector<int64_t>& counts) : count(1, 0), filled(1, 0), c_log_c(1, 0) {
      for (const int64_t n : counts) {
        const double c = static_cast<double>(n);
        count.push_back(count.back() + c);
        filled.push_back(filled.back() + (c > 0 ? 1 : 0));
        c_log_c.push_back(c_log_c.back() + (c > 0 ? c * std::log(c) : 0));
      }
    }
    std::vector<double> count, filled, c_log_c;
  };

  // sum p log(p / q) is sum p log p, where only the last bin differs from the slice, less sum p log q, where
  // q is one value per group: `levels` logarithms for a cut, not one for each bin.
  double divergence_at(const Sums& sums, size_t cut, size_t levels) const {
    const double all = static_cast<double>(total_), inside = sums.count[cut], outliers = all - inside;
    const double last_slice = static_cast<double>(counts_[cut - 1]), last = last_slice + outliers;
    if (inside == 0 || (last > 0 && last_slice == 0)) return std::numeric_limits<double>::infinity();
    double c_log_q = 0;
    for (size_t group = 0, size = cut / levels; group < levels; ++group) {
      const size_t from = group * size, to = group + 1 == levels ? cut : from + size;
      const double sum = sums.count[to] - sums.count[from];
      if (sum == 0) continue;
      const double q = sum / (sums.filled[to] - sums.filled[from]) / inside;
      c_log_q += (sum + (to == cut ? outliers : 0)) * std::log(q);
    }
    const auto c_log_c = [](double c) { return c > 0 ? c * std::log(c) : 0; };
    const double of_p = sums.c_log_c[cut] - c_log_c(last_slice) + c_log_c(last) - all * std::log(all);
    // Rounding may leave a few units in the last place where the two are equal: that is 0, so that equal cuts
    // are equal.
    const double divergence = (of_p - c_log_q) / all;
    return divergence < 1e-12 ? 0 : divergence;
  }

  std::vector<int64_t> counts_;
  int64_t total_ = 0;
  float largest_ = 0;
  double width_ = 0, per_width_ = 0;  // a power of two and its inverse
};

}  // namespace

Calibrator* make_calibrator(int bins) { return std::make_unique<Histogram>(bins).release(); }
