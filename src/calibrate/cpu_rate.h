// A CPU's figure is that of its undisturbed passes: what disturbs a pass only makes it slower. Even and odd
// passes give one line each, so that prep sees whether two measurements agree.
#pragma once
#include <string>
#include <vector>

#include "calibrate/say.h"
#include "calibrate/summary.h"

namespace prep_calibrate {

// A pass takes few milliseconds, so that even on a busy machine some run through: the fastest tenth counts.
// Not the single best, which may have found its data in a cache.
inline double undisturbed(std::vector<double> seconds) {
  std::sort(seconds.begin(), seconds.end());
  return quantile_of(seconds, 0.1);
}

// `amount` of work a pass, in units of 1e9 already.
inline void say_rate(const char* name, double amount, const std::vector<double>& seconds,
                     const std::string& how) {
  std::vector<double> halves[2];
  for (std::size_t i = 0; i < seconds.size(); ++i) halves[i % 2].push_back(seconds[i]);
  for (const std::vector<double>& half : halves) {
    const Timing timing = summary_of(half);
    say(name, {amount / undisturbed(half), timing.spread, timing.samples, how});
  }
}

}  // namespace prep_calibrate
