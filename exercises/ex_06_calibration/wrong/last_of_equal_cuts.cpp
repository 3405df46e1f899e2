// expect: host=wrong_answer
// Takes the last of equal cuts: range is given away for nothing.
#include "calibration.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <numeric>
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
    double best = std::numeric_limits<double>::infinity();
    size_t cut = counts_.size();
    for (size_t i = static_cast<size_t>(levels); i <= counts_.size(); ++i) {
      const double divergence = divergence_at(i, static_cast<size_t>(levels));
      if (divergence <= best) best = divergence, cut = i;
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

  double divergence_at(size_t cut, size_t levels) const {
    const auto begin = counts_.begin(), end = begin + static_cast<std::ptrdiff_t>(cut);
    const int64_t inside = std::accumulate(begin, end, int64_t{0});
    const double inside_d = static_cast<double>(inside), all = static_cast<double>(total_);
    if (inside == 0) return std::numeric_limits<double>::infinity();
    double divergence = 0;
    for (size_t group = 0; group < levels; ++group) {
      const size_t size = cut / levels, first = group * size, last = group + 1 == levels ? cut : first + size;
      double sum = 0, filled = 0;
      for (size_t b = first; b < last; ++b)
        sum += static_cast<double>(counts_[b]), filled += counts_[b] > 0 ? 1 : 0;
      for (size_t b = first; b < last; ++b) {
        const double outliers = b + 1 == cut ? static_cast<double>(total_ - inside) : 0;
        const double p = (static_cast<double>(counts_[b]) + outliers) / all;
        if (p == 0) continue;
        if (counts_[b] == 0) return std::numeric_limits<double>::infinity();
        divergence += p * std::log(p / (sum / filled / inside_d));
      }
    }
    return divergence < 1e-12 ? 0 : divergence;
  }

  std::vector<int64_t> counts_;
  int64_t total_ = 0;
  float largest_ = 0;
  double width_ = 0, per_width_ = 0;  // a power of two and its inverse
};

}  // namespace

Calibrator* make_calibrator(int bins) { return std::make_unique<Histogram>(bins).release(); }
