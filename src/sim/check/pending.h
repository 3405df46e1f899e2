// Conflicts that may turn out harmless a moment later: a second write of the same value, and the plain read
// that starts a compare-and-swap loop.
#pragma once
#include "sim/check/detectors.h"

namespace prep::sim {

// Notes the conflict now, or once it is clear that the write stores another value.
void note_or_defer(const Request& request, Seen seen, Conflict conflict, const Access& earlier,
                   bool earlier_is_write);

// Before anything else happens to memory on this host thread, at a barrier and at the end of a block: looks
// at what the deferred write has stored.
void settle_pending();

}  // namespace prep::sim
