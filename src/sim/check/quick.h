// Most accesses of a correct program tell the detectors nothing new, or no more than "a word read or written
// again after a barrier". These are dealt with here, in a few instructions; all others go the long way.
#pragma once
#include "sim/check/detectors.h"
#include "sim/check/state.h"

namespace prep::sim {

inline constexpr unsigned kWholeWord = 15;  // its four bytes

// Several host threads run blocks of this grid.
extern bool g_blocks_share_cells;

inline SettledWord settled_value(const CheckState& state) {
  return static_cast<SettledWord>(state.when >> 52 << 1 | 1);
}
inline SettledWord load_settled(const SettledWord& word) { return __atomic_load_n(&word, __ATOMIC_RELAXED); }
inline void store_settled(SettledWord& word, SettledWord value) {
  __atomic_store_n(&word, value, __ATOMIC_RELAXED);
}

// Plain accesses to a whole word. False: not dealt with.
bool quick_shared_read(CheckState& state, std::uintptr_t index, std::uintptr_t pc);
bool quick_shared_write(CheckState& state, std::uintptr_t index, std::uintptr_t pc);
inline bool quick_global_read(const CheckState& state, std::uintptr_t address) {
  if (state.follows || g_transfers_overlap || address % 4 != 0) return false;
  for (const Known& known : state.known) {
    const std::uintptr_t index = (address - known.begin) / 4;
    if (index < known.covered) return load_settled(known.settled[index]) == settled_value(state);
  }
  return false;
}

// `settled` of a shared word whose two known readers stand for every reader in the running thread's position.
inline std::uint64_t settled_value(const CheckState& state, const SharedCell& cell, const Access& now) {
  const Access *a = &cell.read[0], *b = &cell.read[1];
  if (a->none() || b->none() || !a->whole_and_plain() || !b->whole_and_plain()) return 0;
  if (a->warp() != b->warp()) return state.stamp;
  const bool same_clock = a->clock() == b->clock() && a->clock() == now.clock();
  return same_clock ? warp_stamp(state, now.warp(), now.clock()) : 0;
}

}  // namespace prep::sim
