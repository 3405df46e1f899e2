// A thread that spins on a volatile word in a fast build calls nothing of ours, and whoever sets the word may
// never get its turn. A watch thread notices that, and a signal takes the turn away. Only code of the learner
// is interrupted, and only when its registers show that it goes in circles, or after half a second.
#pragma once

namespace prep::sim {

void watch_this_thread();  // a host thread that begins to run blocks; from now on to its end

}  // namespace prep::sim
