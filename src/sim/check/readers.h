// The readers of a word that are remembered: two that differ as much as possible, so that a later write
// conflicts with one of them whenever it conflicts with any.
#pragma once
#include "sim/check/access.h"
#include "sim/check/raw.h"
#include "sim/check/stream_order.h"

namespace prep::sim {

inline bool same_party(const Access& a, const Access& b) {
  return a.block() == b.block() && a.warp() == b.warp();
}

// A reader before the last barrier of the same block has nothing to say any more.
inline bool outdated(const Access& reader, const Access& now) {
  if (reader.none()) return true;
  if (reader.launch() != now.launch()) return !(g_launches_overlap && overlaps(reader.launch()));
  return reader.block() == now.block() && reader.segment() != now.segment();
}

inline void remember_reader(Access (&readers)[2], const Access& now) {
  for (Access& reader : readers) {
    if (outdated(reader, now)) reader = {};
  }
  if (readers[0].none() || (readers[0].block() == now.block() && readers[0].thread() == now.thread())) {
    readers[0] = now;
  } else if (readers[1].none() ||
             (readers[1].block() == now.block() && readers[1].thread() == now.thread()) ||
             same_party(readers[0], readers[1]) || readers[0].block() == readers[1].block()) {
    readers[1] = now;
  }
}

// An atomic by the thread that read the place just before, with no barrier between: the two belong together.
inline void pardon(Access& reader, const Access& now) {
  const bool own =
      reader.block() == now.block() && reader.segment() == now.segment() && reader.thread() == now.thread();
  if (!own || reader.manner() != Manner::plain) return;
  reader.set_manner(Manner::atomic);
  forgive_read_before_atomic(reader.pc());
}

// `last` is about to be replaced as the cell's write by the running thread's atomic.
inline void keep_other_atomic(Access (&readers)[2], Access last, const Access& now) {
  const bool other_thread = last.block() != now.block() || last.thread() != now.thread();
  if (last.manner() != Manner::atomic || now.manner() != Manner::atomic || !other_thread) return;
  last.set_manner(Manner::earlier_atomic);
  readers[1] = last;
}

// After a write that is in order with all readers of its bytes, they have nothing to say any more.
inline void forget_readers(Access (&readers)[2], unsigned bytes) {
  for (Access& reader : readers) {
    if ((reader.bytes() & ~bytes) == 0 && !reader.is_write_kept()) reader = {};
  }
}

}  // namespace prep::sim
