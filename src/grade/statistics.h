// Order statistics of timing samples and the verdict "faster or not" of two interleaved series. Pure.
#pragma once
#include <string>
#include <vector>

namespace prep {

struct Summary {
  double median = 0, minimum = 0, q1 = 0, q3 = 0;
  int samples = 0;
  double dispersion() const { return median > 0 ? (q3 - q1) / median : 0; }  // IQR / median
};
Summary summarize(std::vector<double> samples);  // linear interpolation between order statistics
double quantile(const std::vector<double>& sorted, double q);

enum class Comparison { faster, same, slower, ambiguous };
std::string word(Comparison comparison);  // "FASTER"
// Series taken in turns (a[i] beside b[i]). SAME: the median ratio is within the dead band (1 %, or 2 % under
// 20 us); else AMBIGUOUS where a quarter of the pairs say the opposite.
Comparison compare(const std::vector<double>& a_us, const std::vector<double>& b_us);
double median_ratio(const std::vector<double>& a, const std::vector<double>& b);  // of a[i] / b[i]

// The stop rule: at least 20 samples, and 0.3 s measured or 2000 samples, and quiet (IQR/median < 1 %, or
// standard error of the mean < 0.25 %, or the noise itself is stable); or the cap.
struct StopRule {
  int least_samples = 20;
  double least_s = 0.3;
  int enough_samples = 2000;
  double cap_s = 5;
};
enum class Go { on, stop };
Go more_samples(const StopRule& rule, const std::vector<double>& samples_us, double elapsed_s);

// Further samples bring nothing: the spread itself (IQR/median over all samples so far, looked at every 16)
// has moved by less than 5 % over the last four looks.
bool noise_is_stable(const std::vector<double>& samples_us);

double geometric_mean(const std::vector<double>& values);

}  // namespace prep
