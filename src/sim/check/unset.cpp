#include "sim/check/unset.h"

#include <map>

#include "sim/check/covered_cells.h"
#include "sim/check/hooks.h"
#include "sim/runtime/copies.h"

namespace prep::sim {

void note_unset(const Access& write, std::uintptr_t address, Seen seen) {
  if (write.none() || !write.whole_and_plain()) return;
  RawFinding raw;
  raw.seen = seen;
  raw.here = Touch::write;
  raw.size = 4;
  raw.pc = write.pc();
  raw.block = write.block();
  raw.thread = write.thread();
  raw.here_launch = write.launch();
  raw.address = address;
  note(raw);
}

namespace {

// An integer sum that started with the pattern is still near it.
constexpr std::int32_t kNear = 1 << 20;
constexpr std::uint64_t kEnough = 4;

bool is_near(std::uintptr_t address) {
  std::int32_t word;
  std::memcpy(&word, reinterpret_cast<const void*>(address), sizeof word);
  const std::int64_t distance = std::int64_t{word} - static_cast<std::int32_t>(0xfefefefeu);
  return -kNear <= distance && distance <= kNear;
}

struct Stored {
  std::uint64_t near = 0, words = 0;
  Access example;
  std::uintptr_t address = 0;
};

}  // namespace

// A word that holds exactly the pattern tells it alone; words near it only when all that the same place in
// the code has stored are, so that any number may be a result.
void look_for_unset(std::uintptr_t begin, std::size_t bytes) {
  if (begin % 4 != 0) return;
  const std::uintptr_t end = begin + bytes / 4 * 4;
  std::uintptr_t first = begin;
  while (first < end && !is_near(first)) first += 4;
  if (first == end) return;
  const Allocation* const allocation = find(begin);
  if (allocation == nullptr || allocation->freed || allocation->space == Space::pinned ||
      begin < allocation->base)
    return;
  GlobalCell* const cells = shadow_of(*allocation);
  if (cells == nullptr || allocation->base % 4 != 0) return;
  std::map<std::uint32_t, Stored> by_place;
  for (std::uintptr_t address = begin; address < end; address += 4) {
    const std::uintptr_t word = (address - allocation->base) / 4;
    if (word >= covered_cells(cells)) break;
    const Access& write = cells[word].write;
    if (write.none() || !write.whole_and_plain()) continue;
    if (holds_unset_pattern(address)) note_unset(write, address, Seen::global_unset);
    Stored& stored = by_place[write.pc()];
    ++stored.words;
    if (!is_near(address)) continue;
    if (stored.near++ == 0) {
      stored.example = write;
      stored.address = address;
    }
  }
  for (const auto& [pc, stored] : by_place)
    if (stored.near == stored.words && stored.words >= kEnough)
      note_unset(stored.example, stored.address, Seen::global_unset);
}

}  // namespace prep::sim
