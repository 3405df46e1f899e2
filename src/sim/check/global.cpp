// Global memory: accesses outside every allocation, and races inside a block and between the blocks of a
// launch.
#include <atomic>

#include "sim/check/detectors.h"
#include "sim/check/memory_map.h"
#include "sim/check/model.h"
#include "sim/check/pending.h"
#include "sim/check/quick.h"
#include "sim/check/readers.h"
#include "sim/check/unset.h"
#include "sim/check/written.h"

namespace prep::sim {
namespace {

// Cells are shared between the host threads that run blocks: a lock per group of cells.
class CellLock {
 public:
  explicit CellLock(const GlobalCell* cell)
      : flag_(g_blocks_share_cells ? &flags()[reinterpret_cast<std::uintptr_t>(cell) / 1024 % kLocks]
                                   : nullptr) {
    if (flag_ == nullptr) return;
    while (flag_->test_and_set(std::memory_order_acquire)) {
    }
  }
  ~CellLock() {
    if (flag_ != nullptr) flag_->clear(std::memory_order_release);
  }
  CellLock(const CellLock&) = delete;
  CellLock& operator=(const CellLock&) = delete;

 private:
  static constexpr std::size_t kLocks = 1024;
  static std::atomic_flag* flags() {
    static std::atomic_flag all[kLocks];
    return all;
  }
  std::atomic_flag* flag_;
};

void check_cell(CheckState& state, const Request& request, const Known& known, std::uintptr_t index,
                unsigned bytes) {
  GlobalCell& cell = known.shadow[index];
  SettledWord& settled = known.settled[index];
  const Block& block = *t_state.block;
  const Fiber& fiber = *t_state.fiber;
  const Access now = describe(state, fiber, request.pc, bytes, request.manner);
  const bool reads_only = request.touch == Touch::read;
  if (reads_only && load_settled(settled) == settled_value(state)) return;
  Access conflicting[3];
  Conflict kind[3] = {};
  {
    const CellLock lock(&cell);
    if (reads_only && cell.read[1].is_write_kept()) {
      conflicting[1] = cell.read[1];
      kind[1] = conflict_of(state, block, fiber, cell.read[1], now);
    } else if (!reads_only) {
      // The thread whose own atomic came last has seen what every earlier atomic left: it may set the place
      // back.
      const bool saw_all_atomics = cell.write.manner() == Manner::atomic &&
                                   cell.write.block() == now.block() && cell.write.thread() == now.thread();
      for (int i = 0; i < 2; ++i) {
        Access& reader = cell.read[i];
        if (saw_all_atomics && reader.is_write_kept()) continue;
        if (request.touch == Touch::atomic) pardon(reader, now);
        conflicting[i] = reader;
        kind[i] = conflict_of(state, block, fiber, reader, now);
      }
    }
    conflicting[2] = cell.write;
    kind[2] = conflict_of(state, block, fiber, cell.write, now);
    if (reads_only) {
      remember_reader(cell.read, now);
      const bool two_blocks = !cell.read[0].none() && !cell.read[1].none() &&
                              cell.read[0].block() != cell.read[1].block() &&
                              cell.read[0].whole_and_plain() && cell.read[1].whole_and_plain();
      const bool holds_value = known.written == nullptr || known.written[index] == kWholeWord;
      store_settled(settled, two_blocks && holds_value ? settled_value(state) : SettledWord{0});
    } else {
      forget_readers(cell.read, now.bytes());
      keep_other_atomic(cell.read, cell.write, now);
      cell.write = now;
      store_settled(settled, 0);
    }
  }
  for (int i = 0; i < 3; ++i) {
    if (kind[i] != Conflict::none) {
      note_or_defer(request, Seen::global_race, kind[i], conflicting[i],
                    i == 2 || conflicting[i].is_write_kept());
    }
  }
}

}  // namespace

void check_global(CheckState& state, const Request& request) {
  if (request.address - state.frame_begin < state.frame_bytes) return;
  if (request.address - state.own_begin < state.own_bytes) return;
  settle_pending();
  const Known* known = known_allocation(state, request);
  if (known == nullptr) return;  // not the device's memory: reported if it is nobody's
  if (!is_aligned(request)) note_misaligned(request);
  if (state.follows) model_access(request, ModelSpace::global, request.address);
  if (known->written != nullptr) check_written(*known, request);
  if (g_transfers_overlap) check_overlap(request);
  if (known->shadow == nullptr) return;
  if ((request.address - known->begin + request.size + 3) / 4 > known->covered) return;
  if (request.touch == Touch::read && request.size == 4 && holds_unset_pattern(request.address))
    note_unset(known->shadow[(request.address - known->begin) / 4].write, request.address,
               Seen::global_unset);
  each_word(request.address - known->begin, request.size,
            [&](std::uintptr_t index, unsigned bytes) { check_cell(state, request, *known, index, bytes); });
}

}  // namespace prep::sim
