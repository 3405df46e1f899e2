// Conflicts that may turn out harmless a moment later: a second write of the same value, and the plain read
// that starts a compare-and-swap loop.
#pragma once
#include "sim/check/detectors.h"

namespace prep::sim {

// Notes the conflict now, or when it is clear that it is none of the harmless kinds.
void note_or_defer(const Request& request, Seen seen, Conflict conflict, const Access& earlier,
                   bool earlier_is_write);

// Before anything else happens to memory on this host thread: compares what the last deferred write stored.
void settle_pending();

// A compare-and-swap by the running thread: its deferred plain read of that place was harmless.
void forgive_read(std::uintptr_t address);

// At a barrier and at the end of a block: the deferred reads that no compare-and-swap followed are races.
void settle_all_pending();

}  // namespace prep::sim
