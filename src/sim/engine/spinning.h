// The watchdog: are the blocks that wait for each other going round in circles for good?
#pragma once
#include <vector>

#include "sim/engine/block.h"
#include "sim/engine/grid.h"

namespace prep::sim {

// Called by a host thread whose blocks all wait while no other one gets on. Looks at what the waiting threads
// have on their stacks: a loop that comes back to the same few states, for seconds, in every thread of the
// grid that can run, never ends. Then the livelock is reported and the process ends.
void watch(Grid& grid, const std::vector<Block*>& waiting);

// The return address in the learner's code nearest to where a yielded thread stopped; 0 when there is none.
std::uintptr_t place_where_it_spins(const Fiber& fiber);

}  // namespace prep::sim
