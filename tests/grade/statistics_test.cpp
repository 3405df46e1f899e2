#include "grade/statistics.h"

#include <cmath>

#include "catch.h"

using namespace prep;

TEST_CASE("quantiles interpolate between order statistics") {
  const Summary s = summarize({4, 1, 3, 2});
  CHECK(s.median == 2.5);
  CHECK(s.minimum == 1);
  CHECK(s.q1 == 1.75);
  CHECK(s.q3 == 3.25);
  CHECK(s.samples == 4);
  CHECK(s.dispersion() == 1.5 / 2.5);
  CHECK(summarize({}).samples == 0);
}

namespace {

// Two series with the given ratio and a small, deterministic ripple.
std::pair<std::vector<double>, std::vector<double>> series(double ratio, double ripple,
                                                           double base_us = 1000) {
  std::vector<double> a, b;
  for (int i = 0; i < 40; ++i) {
    a.push_back(base_us * ratio * (1 + ripple * std::sin(i)));
    b.push_back(base_us * (1 + ripple * std::cos(2 * i)));
  }
  return {a, b};
}

}  // namespace

TEST_CASE("a series against itself is SAME") {
  const auto [a, b] = series(1.0, 0.01);
  CHECK(compare(a, a) == Comparison::same);
  CHECK(compare(a, b) == Comparison::same);
}

TEST_CASE("three percent are seen through half a percent of noise") {
  const auto [slow, base] = series(1.03, 0.005);
  CHECK(compare(slow, base) == Comparison::slower);
  CHECK(compare(base, slow) == Comparison::faster);
}

TEST_CASE("a difference inside the noise is AMBIGUOUS, never a medal") {
  const auto [a, b] = series(1.03, 0.3);
  CHECK(compare(a, b) == Comparison::ambiguous);
  CHECK(compare({}, {}) == Comparison::ambiguous);
}

TEST_CASE("under 20 us the dead band is 2 %") {
  const auto [a, b] = series(1.015, 0.0001, 10);
  CHECK(compare(a, b) == Comparison::same);
  const auto [c, d] = series(1.015, 0.0001, 1000);
  CHECK(compare(c, d) == Comparison::slower);
}

TEST_CASE("a drift that hits both alike leaves the ratio alone") {
  std::vector<double> a, b;
  for (int i = 0; i < 30; ++i) {
    const double machine = 1 + 0.02 * i;
    a.push_back(200 * machine);
    b.push_back(100 * machine);
  }
  CHECK(median_ratio(a, b) == 2.0);
}

TEST_CASE("the stop rule wants enough samples, enough time, and quiet") {
  const StopRule rule;
  const std::vector<double> quiet(25, 20000.0);  // 0.5 s in all
  CHECK(more_samples(rule, quiet, 1) == Go::stop);
  CHECK(more_samples(rule, {quiet.begin(), quiet.begin() + 10}, 1) == Go::on);
  CHECK(more_samples(rule, std::vector<double>(25, 1000.0), 1) == Go::on);  // 25 ms measured
  CHECK(more_samples(rule, std::vector<double>(2000, 10.0), 1) == Go::stop);
  std::vector<double> loud;
  for (int i = 0; i < 25; ++i) loud.push_back(i % 2 ? 30000.0 : 10000.0);
  CHECK(more_samples(rule, loud, 1) == Go::on);
  CHECK(more_samples(rule, loud, 5.1) == Go::stop);  // the cap
}

TEST_CASE("geometric mean") {
  CHECK(std::abs(geometric_mean({1, 4}) - 2) < 1e-12);
  CHECK(geometric_mean({}) == 0);
  CHECK(geometric_mean({1, 0}) == 0);
}

TEST_CASE("noise is stable when the spread no longer moves, and not before") {
  std::vector<double> steady, growing;
  for (int i = 0; i < 200; ++i) steady.push_back(i % 2 == 0 ? 90.0 : 110.0);
  for (int i = 0; i < 200; ++i) growing.push_back(100 + (i % 2 == 0 ? 1 : -1) * i * 0.4);
  CHECK(noise_is_stable(steady));
  CHECK_FALSE(noise_is_stable(growing));
  CHECK_FALSE(noise_is_stable({steady.begin(), steady.begin() + 63}));
}

TEST_CASE("a kernel that is simply noisy ends by its stable noise, after enough time was measured") {
  std::vector<double> noisy;
  for (int i = 0; i < 40; ++i) noisy.push_back(i % 2 == 0 ? 9000.0 : 11000.0);  // 0.4 s, IQR 20 %
  CHECK(more_samples({}, noisy, 1) == Go::on);
  for (int i = 0; i < 40; ++i) noisy.push_back(i % 2 == 0 ? 9000.0 : 11000.0);
  CHECK(more_samples({}, noisy, 1) == Go::stop);
}
