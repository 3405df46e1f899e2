// From timed calls on a GPU to the series that statistics.h compares: slow clocks dropped, work that hides
// from the events found out. Pure; see GRADING and KIT, "Timing holes to close".
#pragma once
#include <string>
#include <vector>

namespace prep {

struct Shot {
  double event_us = 0;   // between two events on the default stream
  double wall_us = 0;    // the host's clock around the call and the wait for the device
  double sm_mhz = 0;     // over the call; 0: not known
  bool gave_up = false;  // the call waited for the device itself: the host's gaps are in its time
};

// Calls in turns with the same inputs: the learner's and another program's.
struct Pair {
  Shot learner, other;
};

// Which pairs count: both clocks at 90 % of the median or more. Where that would drop more than half, all
// count and the clock is called unstable.
struct Kept {
  std::vector<bool> pair;
  bool unstable_clock = false;
  int dropped = 0;
};
Kept drop_slow_clocks(const std::vector<Pair>& pairs);

// True where the learner's time by the wall exceeds the other's by more than the events say: work went where
// they cannot see it. `walls` were taken without the blocking kernel, `pairs` with it. The threshold is the
// larger of 10 us and 3 %.
bool work_hides(const std::vector<Pair>& walls, const std::vector<Pair>& pairs);

}  // namespace prep
