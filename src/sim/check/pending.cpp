#include "sim/check/pending.h"

#include <cstring>
#include <vector>

#include "sim/engine/shared_memory.h"

namespace prep::sim {
namespace {

struct DeferredWrite {
  bool active = false;
  RawFinding raw;
  std::uintptr_t address = 0;
  std::size_t size = 0;
  unsigned char before[16] = {};
};

struct DeferredRead {
  RawFinding raw;
  std::uintptr_t address = 0;
};

struct Deferred {
  DeferredWrite write;
  std::vector<DeferredRead> reads;
};

__thread Deferred* t_deferred;

Deferred& deferred() {
  if (t_deferred == nullptr) t_deferred = new Deferred;  // one per host thread, for good
  return *t_deferred;
}

constexpr std::size_t kMostReads = 1 << 16;

}  // namespace

void note_or_defer(const Request& request, Seen seen, Conflict conflict, const Access& earlier,
                   bool earlier_is_write) {
  RawFinding raw = raw_of(request, seen);
  raw.conflict = conflict;
  raw.other = !earlier_is_write                    ? Touch::read
              : earlier.manner() == Manner::atomic ? Touch::atomic
                                                   : Touch::write;
  raw.other_pc = earlier.pc();
  raw.other_block = earlier.block();
  raw.other_thread = earlier.thread();
  if (seen == Seen::shared_race) raw.address -= t_check->arena;
  if (request.touch == Touch::write && raw.other == Touch::write && request.size <= 16) {
    DeferredWrite& write = deferred().write;
    if (write.active) note(write.raw);
    write.active = true;
    write.raw = raw;
    write.address = request.address;
    write.size = request.size;
    std::memcpy(write.before, reinterpret_cast<const void*>(request.address), request.size);
    return;
  }
  if (request.touch == Touch::read && raw.other == Touch::atomic && deferred().reads.size() < kMostReads) {
    deferred().reads.push_back({raw, request.address});
    return;
  }
  note(raw);
}

void settle_pending() {
  if (t_deferred == nullptr || !t_deferred->write.active) return;
  DeferredWrite& write = t_deferred->write;
  write.active = false;
  if (std::memcmp(write.before, reinterpret_cast<const void*>(write.address), write.size) != 0)
    note(write.raw);
}

void forgive_read(std::uintptr_t address) {
  if (t_deferred == nullptr) return;
  const unsigned thread = t_state.fiber->linear;
  std::erase_if(t_deferred->reads, [&](const DeferredRead& read) {
    return read.address == address && read.raw.thread == thread;
  });
}

void settle_all_pending() {
  settle_pending();
  if (t_deferred == nullptr) return;
  for (const DeferredRead& read : t_deferred->reads) note(read.raw);
  t_deferred->reads.clear();
}

}  // namespace prep::sim
