#include "sim/check/raw.h"

#include <map>
#include <mutex>
#include <set>
#include <tuple>
#include <utility>

#include "sim/check/describe.h"
#include "sim/check/detectors.h"

namespace prep::sim {
namespace {

struct Noted {
  RawFinding example;
  std::uint64_t count = 0;
};

struct Notes {
  std::mutex mutex;
  std::map<std::tuple<Seen, Conflict, std::uintptr_t, std::uintptr_t, std::uintptr_t>, Noted> by_place;
  std::set<std::uintptr_t> forgiven;
};

Notes& notes() {
  static auto* only = new Notes;
  return *only;
}

// A race of a read and a write is told from the reader's side, two writes from the later place in the code:
// whichever of the two happened to come first.
RawFinding canonical(RawFinding raw) {
  const bool race = raw.conflict != Conflict::none && raw.conflict != Conflict::other_launch;
  const bool here_reads = raw.here == Touch::read, other_reads = raw.other == Touch::read;
  const bool swapped = here_reads == other_reads ? raw.pc < raw.other_pc : other_reads;
  if (!race || !swapped) return raw;
  std::swap(raw.here, raw.other);
  std::swap(raw.pc, raw.other_pc);
  std::swap(raw.block, raw.other_block);
  std::swap(raw.thread, raw.other_thread);
  return raw;
}

auto example_order(const RawFinding& raw) {
  return std::tuple(raw.block, raw.thread, raw.other_block, raw.other_thread, raw.address);
}

}  // namespace

void note(const RawFinding& seen) {
  const RawFinding raw = canonical(seen);
  Notes& all = notes();
  const std::lock_guard lock(all.mutex);
  Noted& noted = all.by_place[{raw.seen, raw.conflict, raw.pc, raw.other_pc, identity_of_memory(raw)}];
  if (noted.count++ == 0 || example_order(raw) < example_order(noted.example)) noted.example = raw;
}

void forgive_read_before_atomic(std::uintptr_t pc) {
  Notes& all = notes();
  const std::lock_guard lock(all.mutex);
  all.forgiven.insert(pc);
}

void hand_over_noted() {
  Notes& all = notes();
  const std::lock_guard lock(all.mutex);
  for (const auto& [place, noted] : all.by_place) {
    const RawFinding& raw = noted.example;
    if (raw.here == Touch::read && raw.other == Touch::atomic && all.forgiven.count(raw.pc) != 0) continue;
    Finding finding = describe_finding(noted.example);
    finding.count = noted.count;
    record(std::move(finding));
  }
  all.by_place.clear();
}

RawFinding raw_of(const Request& request, Seen seen) {
  RawFinding raw;
  raw.seen = seen;
  raw.here = request.touch;
  raw.size = static_cast<std::uint32_t>(request.size);
  raw.pc = request.pc;
  raw.block = t_state.block->linear;
  raw.thread = t_state.fiber->linear;
  raw.address = request.address;
  return raw;
}

}  // namespace prep::sim
