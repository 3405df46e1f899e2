// The contract of ex_06: where to cut the range of a tensor before it is quantized. All thresholds are on
// |x|, and all questions are about everything observed so far; they may be asked at any time and change
// nothing.
#pragma once
#include <cstddef>

struct Calibrator {
  // n >= 0 more values, all finite. How the values are split into batches must not change any answer.
  virtual void observe(const float* x, size_t n) = 0;

  // The largest |x|, exactly. 0 if nothing was observed.
  virtual float minmax() const = 0;

  // The histogram behind the other two has `bins` bins of one width w; bin b counts the |x| with b w <= |x| <
  // (b + 1) w. The width is a power of two, the smallest one with minmax() < bins * w: when a larger value
  // comes, it doubles until that holds, and counts are merged in pairs. (|x| / w is then exact.) Zeros are in
  // bin 0.

  // 0 < p <= 1. The nearest-rank value, the ceil(p N)-th smallest of the N values |x| observed, to within one
  // w.
  virtual float percentile(double p) const = 0;

  // 1 <= levels <= bins. For every cut i from levels to bins:
  //   slice  the counts of the first i bins
  //   P      the slice, with the counts of all later bins added to its last bin
  //   Q      the slice without them, merged into `levels` groups and spread again. Bin b is in group
  //          min(b / (i / levels), levels - 1), integer division. The sum of a group is divided evenly among
  //          those of its bins that are not empty in the slice; empty ones stay 0.
  //   KL     sum over the bins with P > 0 of p log(p / q), p and q being P and Q divided by their sums;
  //   infinite where
  //          P > 0 and Q = 0, or where Q is 0 everywhere. A KL below 1e-12 is rounding and counts as 0.
  // Takes the cut with the smallest KL, of equal ones the smallest cut, and returns (i + 0.5) w.
  // percentile and entropy are 0 if nothing but zeros was observed.
  virtual float entropy(int levels) const = 0;

  virtual ~Calibrator() = default;
};

Calibrator* make_calibrator(int bins);  // 16 <= bins <= 8192; owned by the caller, who deletes it
