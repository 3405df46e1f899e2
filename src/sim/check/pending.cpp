#include "sim/check/pending.h"

#include <cstring>

#include "sim/engine/shared_memory.h"

namespace prep::sim {
namespace {

struct DeferredWrite {
  RawFinding raw;
  std::uintptr_t address = 0;
  std::size_t size = 0;
  unsigned char before[16] = {};
};

__thread DeferredWrite t_deferred;

}  // namespace

__thread bool t_write_deferred;

void note_or_defer(const Request& request, Seen seen, Conflict conflict, const Access& earlier,
                   bool earlier_is_write) {
  RawFinding raw = raw_of(request, seen);
  raw.conflict = conflict;
  if (conflict == Conflict::other_launch) {
    raw.seen = Seen::stream_race;
    raw.other_launch = earlier.launch();
  }
  const bool atomic = earlier.manner() == Manner::atomic || earlier.is_write_kept();
  raw.other = !earlier_is_write ? Touch::read : atomic ? Touch::atomic : Touch::write;
  raw.other_pc = earlier.pc();
  raw.other_block = earlier.block();
  raw.other_thread = earlier.thread();
  if (seen == Seen::shared_race) raw.address -= t_check->arena;
  if (request.touch == Touch::write && raw.other == Touch::write && request.size <= 16) {
    DeferredWrite& write = t_deferred;
    if (t_write_deferred) return;  // another word of the same access: settled when this one began
    t_write_deferred = true;
    write.raw = raw;
    write.address = request.address;
    write.size = request.size;
    std::memcpy(write.before, reinterpret_cast<const void*>(request.address), request.size);
    return;
  }
  note(raw);
}

void settle_deferred_write() {
  const DeferredWrite& write = t_deferred;
  t_write_deferred = false;
  if (std::memcmp(write.before, reinterpret_cast<const void*>(write.address), write.size) != 0)
    note(write.raw);
}

}  // namespace prep::sim
