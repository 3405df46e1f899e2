// Shared memory: races between the threads of a block, reads of what nobody wrote, accesses outside every
// variable.
#include "sim/check/detectors.h"
#include "sim/check/model.h"
#include "sim/check/pending.h"
#include "sim/check/quick.h"
#include "sim/check/readers.h"
#include "sim/check/unset.h"
#include "sim/check/written.h"
#include "sim/engine/shared_memory.h"

namespace prep::sim {
namespace {

bool inside_a_variable(std::uint32_t begin, std::size_t size, std::size_t dynamic_bytes) {
  if (begin >= kDynamicBegin) return begin + size <= kDynamicBegin + dynamic_bytes;
  const PlacedSlot slot = slot_below(begin);
  return slot.slot != nullptr && begin + size <= slot.begin + slot.slot->bytes;
}

struct Word {
  CheckState& state;
  const Block& block;
  const Fiber& fiber;
  const Request& request;

  void conflict_with(const Access& earlier, const Access& now, bool earlier_is_write) const {
    const Conflict conflict = conflict_of(state, block, fiber, earlier, now);
    if (conflict == Conflict::none) return;
    note_or_defer(request, Seen::shared_race, conflict, earlier, earlier_is_write);
  }

  void read(SharedCell& cell, std::uintptr_t index, const Access& now) const {
    conflict_with(cell.write, now, true);
    if (cell.read[1].is_write_kept()) conflict_with(cell.read[1], now, true);
    remember_reader(cell.read, now);
    state.settled[index] = settled_value(state, cell, now);
  }

  void write(SharedCell& cell, std::uintptr_t index, const Access& now) const {
    // As for global memory: the thread whose own atomic came last has seen what every earlier atomic left.
    const bool saw_all_atomics = cell.write.manner() == Manner::atomic && cell.write.thread() == fiber.linear;
    for (Access& reader : cell.read) {
      if (saw_all_atomics && reader.is_write_kept()) continue;
      if (request.touch == Touch::atomic) pardon(reader, now);
      conflict_with(reader, now, reader.is_write_kept());
    }
    conflict_with(cell.write, now, true);
    forget_readers(cell.read, now.bytes());
    keep_other_atomic(cell.read, cell.write, now);
    cell.write = now;
    cell.written |= now.bytes();
    state.settled[index] = 0;
  }
};

}  // namespace

namespace {

SharedCell& cell_at(CheckState& state, std::uintptr_t index) {
  SharedCell& cell = state.cells[index];
  if (cell.run != state.run) {
    cell = {};
    cell.run = state.run;
  }
  return cell;
}

// Whether any byte held a value before.
bool check_word(const Word& word, std::uintptr_t index, unsigned bytes) {
  SharedCell& cell = cell_at(word.state, index);
  const bool written = (cell.written & bytes) != 0;
  cell.inside |= bytes;
  const Access now = describe(word.state, word.fiber, word.request.pc, bytes, word.request.manner);
  if (word.request.touch == Touch::read) {
    word.read(cell, index, now);
  } else {
    word.write(cell, index, now);
  }
  return written;
}

void note_at(const Request& request, Seen seen, std::uintptr_t offset) {
  RawFinding raw = raw_of(request, seen);
  raw.address = offset;
  note(raw);
}

}  // namespace

void note_shared_filled(CheckState& state, std::uintptr_t offset, std::size_t size) {
  each_word(offset, size, [&](std::uintptr_t index, unsigned bytes) {
    SharedCell& cell = cell_at(state, index);
    cell.written |= bytes;
  });
}

void check_shared(CheckState& state, const Request& request) {
  settle_pending();
  const Block& block = *t_state.block;
  const std::uintptr_t begin = request.address - state.arena;
  const bool one_word = begin % 4 + request.size <= 4;
  const unsigned bytes = ((1u << (request.size & 7)) - 1) << begin % 4;
  if (!one_word || (cell_at(state, begin / 4).inside & bytes) != bytes) {
    if (!inside_a_variable(static_cast<std::uint32_t>(begin), request.size, block.request->shared_bytes)) {
      return note_at(request, Seen::shared_out_of_bounds, begin);
    }
  }
  if (!is_aligned(request)) note_misaligned(request);
  if (state.follows) model_access(request, ModelSpace::shared, begin);
  const Word word{state, block, *t_state.fiber, request};
  bool any_written = false;
  if (one_word) {
    any_written = check_word(word, begin / 4, bytes);
  } else {
    each_word(begin, request.size, [&](std::uintptr_t index, unsigned part) {
      any_written = check_word(word, index, part) || any_written;
    });
  }
  // Padding is often unwritten, so a wide access counts only when nothing in it was written.
  if (request.touch == Touch::read && request.size == 4 && any_written &&
      holds_unset_pattern(request.address))
    note_unset(cell_at(state, begin / 4).write, begin, Seen::shared_unset);
  if (!any_written && request.touch != Touch::write && holds_poison(request))
    note_at(request, Seen::shared_uninitialised, begin);
}

void check_late_copy(CheckState& state, const Request& copy, std::uint64_t started) {
  const std::uintptr_t begin = copy.address - state.arena;
  for (std::uintptr_t index = begin / 4; index * 4 < begin + copy.size; ++index) {
    const SharedCell& cell = state.cells[index];
    if (cell.run != state.run) continue;
    for (const Access& reader : cell.read) {
      if (reader.none() || reader.is_write_kept() || reader.segment() <= started) continue;
      RawFinding raw = raw_of(copy, Seen::shared_race);
      raw.size = 4;
      raw.conflict = Conflict::late_copy;
      raw.address = index * 4;
      raw.other = Touch::read;
      raw.other_pc = reader.pc();
      raw.other_block = reader.block();
      raw.other_thread = reader.thread();
      return note(raw);
    }
  }
}

}  // namespace prep::sim
