#include "grade/shots.h"

#include <algorithm>
#include <cmath>

#include "grade/statistics.h"

namespace prep {
namespace {

double median_clock(const std::vector<Pair>& pairs) {
  std::vector<double> clocks;
  for (const Pair& pair : pairs)
    for (const double mhz : {pair.learner.sm_mhz, pair.other.sm_mhz})
      if (mhz > 0) clocks.push_back(mhz);
  return summarize(std::move(clocks)).median;
}

// The quickest: what disturbs a wall clock only ever adds.
double least(const std::vector<Pair>& pairs, Shot Pair::*who, double Shot::*clock) {
  double value = INFINITY;
  for (const Pair& pair : pairs) value = std::min(value, pair.*who.*clock);
  return value;
}

double median(const std::vector<Pair>& pairs, Shot Pair::*who, double Shot::*clock) {
  std::vector<double> values;
  for (const Pair& pair : pairs) values.push_back(pair.*who.*clock);
  return summarize(std::move(values)).median;
}

}  // namespace

Kept drop_slow_clocks(const std::vector<Pair>& pairs) {
  constexpr double kShare = 0.9;
  Kept kept;
  const double floor = kShare * median_clock(pairs);
  for (const Pair& pair : pairs) {
    const auto slow = [&](const Shot& shot) { return shot.sm_mhz > 0 && shot.sm_mhz < floor; };
    kept.pair.push_back(!slow(pair.learner) && !slow(pair.other));
    kept.dropped += kept.pair.back() ? 0 : 1;
  }
  if (2 * static_cast<std::size_t>(kept.dropped) > pairs.size()) {
    kept.pair.assign(pairs.size(), true);
    kept.dropped = 0;
    kept.unstable_clock = true;
  }
  return kept;
}

bool work_hides(const std::vector<Pair>& walls, const std::vector<Pair>& pairs) {
  if (walls.empty() || pairs.empty()) return false;
  const double mine = least(walls, &Pair::learner, &Shot::wall_us);
  const double by_wall = mine - least(walls, &Pair::other, &Shot::wall_us);
  const double by_events =
      median(pairs, &Pair::learner, &Shot::event_us) - median(pairs, &Pair::other, &Shot::event_us);
  return by_wall - by_events > std::max(10.0, 0.03 * mine);
}

}  // namespace prep
