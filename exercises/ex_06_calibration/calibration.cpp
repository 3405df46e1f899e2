// Calibration: min-max, percentile, entropy. Judge it with: prep run ex_06
//
// The rules are in calibration.h. What stands here knows one batch, the last. Work in this order:
//   1. minmax over all batches;
//   2. the histogram: which width does a value need, and what happens to the counts when it doubles?
//   3. percentile: walk the bins until enough values lie behind you;
//   4. entropy: slice, P, Q, KL, for one cut on paper first.
#include "calibration.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

namespace {

class Histogram final : public Calibrator {
 public:
  explicit Histogram(int bins) : counts_(static_cast<size_t>(bins)) {}

  void observe(const float* x, size_t n) override {
    largest_ = 0;  // TODO: what of the batches before?
    for (size_t i = 0; i < n; ++i) largest_ = std::max(largest_, std::fabs(x[i]));
    // TODO: count |x| into bins; a value beyond the last one needs a larger width.
  }

  float minmax() const override { return largest_; }

  float percentile(double p) const override {
    (void)p;  // TODO
    return largest_;
  }

  float entropy(int levels) const override {
    (void)levels;  // TODO
    return largest_;
  }

 private:
  std::vector<int64_t> counts_;
  float largest_ = 0;
};

}  // namespace

Calibrator* make_calibrator(int bins) { return std::make_unique<Histogram>(bins).release(); }
