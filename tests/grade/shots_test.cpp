// From timed calls to series: what counts, and what hides.
#include "grade/shots.h"

#include "catch.h"
#include "grade/statistics.h"

using namespace prep;

namespace {

Pair pair_of(double learner_us, double other_us, double mhz = 1980) {
  return {{learner_us, learner_us + 8, mhz, false}, {other_us, other_us + 8, mhz, false}};
}

std::vector<Pair> pairs_of(int count, double learner_us, double other_us) {
  return std::vector<Pair>(static_cast<std::size_t>(count), pair_of(learner_us, other_us));
}

}  // namespace

TEST_CASE("shots: pairs at a slow clock are dropped, unknown clocks are not") {
  std::vector<Pair> pairs = pairs_of(10, 100, 100);
  pairs[3].learner.sm_mhz = 1700;  // under 90 % of 1980
  pairs[4].other.sm_mhz = 900;
  pairs[5].learner.sm_mhz = 0;
  const Kept kept = drop_slow_clocks(pairs);
  CHECK(kept.dropped == 2);
  CHECK_FALSE(kept.unstable_clock);
  CHECK_FALSE(kept.pair[3]);
  CHECK_FALSE(kept.pair[4]);
  CHECK(kept.pair[5]);
}

TEST_CASE("shots: never more than half is dropped, then the clock is called unstable") {
  std::vector<Pair> pairs = pairs_of(10, 100, 100);
  for (std::size_t i = 0; i < 10; ++i) pairs[i].learner.sm_mhz = i % 10 < 6 ? 500 : 1980;
  const Kept kept = drop_slow_clocks(pairs);
  CHECK(kept.unstable_clock);
  CHECK(kept.dropped == 0);
  for (const bool one : kept.pair) CHECK(one);
}

TEST_CASE("shots: no pairs, nothing to drop") { CHECK(drop_slow_clocks({}).pair.empty()); }

// Measured on an H200: a 536 us kernel on a non-blocking stream reads as 4.6 us between the events.
TEST_CASE("shots: work on another stream shows on the wall clock") {
  std::vector<Pair> walls = pairs_of(5, 536, 536), events = pairs_of(20, 4.6, 536);
  CHECK(work_hides(walls, events));
}

TEST_CASE("shots: honest work does not hide, faster or slower") {
  CHECK_FALSE(work_hides(pairs_of(5, 536, 536), pairs_of(20, 536, 536)));
  CHECK_FALSE(work_hides(pairs_of(5, 1000, 500), pairs_of(20, 1000, 500)));
  CHECK_FALSE(work_hides(pairs_of(5, 300, 500), pairs_of(20, 300, 500)));
}

TEST_CASE("shots: one disturbed wall sample does not make honest work a liar") {
  std::vector<Pair> walls = pairs_of(5, 536, 536);
  walls[2].learner.wall_us = 9000;
  CHECK_FALSE(work_hides(walls, pairs_of(20, 536, 536)));
}

TEST_CASE("shots: the threshold is 10 us for short calls and 3 % for long ones") {
  std::vector<Pair> walls = pairs_of(5, 50, 50);
  for (Pair& pair : walls) pair.learner.wall_us = pair.other.wall_us + 9;
  CHECK_FALSE(work_hides(walls, pairs_of(20, 50, 50)));
  for (Pair& pair : walls) pair.learner.wall_us = pair.other.wall_us + 12;
  CHECK(work_hides(walls, pairs_of(20, 50, 50)));
  walls = pairs_of(5, 10000, 10000);
  for (Pair& pair : walls) pair.learner.wall_us = pair.other.wall_us + 200;
  CHECK_FALSE(work_hides(walls, pairs_of(20, 10000, 10000)));
}
