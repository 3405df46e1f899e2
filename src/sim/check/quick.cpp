#include "sim/check/quick.h"

#include "sim/check/pending.h"

namespace prep::sim {

bool g_blocks_share_cells = true;

namespace {

// Written whole in this block before, and inside a variable.
bool is_plain_cell(const CheckState& state, const SharedCell& cell) {
  return cell.run == state.run && cell.inside == kWholeWord && cell.written == kWholeWord;
}

}  // namespace

// What check_shared() comes to for a word that nobody has written since the last barrier.
bool quick_shared_read(CheckState& state, std::uintptr_t index, std::uintptr_t pc) {
  settle_pending();
  SharedCell& cell = state.cells[index];
  Access &first = cell.read[0], &second = cell.read[1];
  if (!is_plain_cell(state, cell) || second.is_write_kept()) return false;
  const Access now = describe(state, *t_state.fiber, pc, kWholeWord, Manner::plain);
  if (cell.write.segment() == now.segment()) return false;
  if (first.segment() != now.segment() || first.thread() == now.thread()) {
    if (second.segment() != now.segment()) second = {};
    first = now;
  } else {
    second = now;
  }
  state.settled[index] = settled_value(state, cell, now);
  return true;
}

// ... and that nobody has read since, either.
bool quick_shared_write(CheckState& state, std::uintptr_t index, std::uintptr_t pc) {
  settle_pending();
  SharedCell& cell = state.cells[index];
  if (!is_plain_cell(state, cell) || cell.read[1].is_write_kept()) return false;
  const Access now = describe(state, *t_state.fiber, pc, kWholeWord, Manner::plain);
  for (const Access* earlier : {&cell.write, &cell.read[0], &cell.read[1]})
    if (earlier->segment() == now.segment()) return false;
  cell.read[0] = cell.read[1] = {};
  cell.write = now;
  state.settled[index] = 0;
  return true;
}

}  // namespace prep::sim
