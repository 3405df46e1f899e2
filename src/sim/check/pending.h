// A conflict that may turn out harmless a moment later: a second write of the same value.
#pragma once
#include "sim/check/detectors.h"

namespace prep::sim {

// Notes the conflict now, or once it is clear that the write stores another value.
void note_or_defer(const Request& request, Seen seen, Conflict conflict, const Access& earlier,
                   bool earlier_is_write);

// Before anything else happens to memory on this host thread, at a barrier and at the end of a block: looks
// at what the deferred write has stored.
void settle_deferred_write();
extern __thread bool t_write_deferred;
inline void settle_pending() {
  if (t_write_deferred) settle_deferred_write();
}

}  // namespace prep::sim
