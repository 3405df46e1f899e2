// What the analysers keep per host thread while it runs blocks.
#pragma once
#include <cstddef>
#include <cstdint>

#include "sim/check/access.h"
#include "sim/engine/block.h"
#include "sim/runtime/allocations.h"

namespace prep::sim {

// The shadow of one 4-byte word: the last write and two readers.
struct SharedCell {
  Access write, read[2];
  std::uint64_t run = 0;      // of the block that this is about: an older cell is empty
  std::uint32_t written = 0;  // bytes of the word that hold a value
  std::uint32_t inside = 0;   // bytes of the word known to belong to a variable
};
static_assert(sizeof(SharedCell) == 64);

struct GlobalCell {
  Access write, read[2];
};
static_assert(sizeof(GlobalCell) == 48);

// Per word of an allocation: the launch in which one more read adds nothing, since readers of two blocks are
// known and whoever writes conflicts with one of them; and since the whole word holds a value.
using SettledWord = std::uint16_t;

// An allocation that was used lately.
struct Known {
  std::uintptr_t begin = 0;
  std::size_t bytes = 0;
  GlobalCell* shadow = nullptr;     // null: races are not tracked here
  SettledWord* settled = nullptr;   // of as many words as the shadow covers
  std::size_t covered = 0;          // words
  std::uint8_t* written = nullptr;  // null: whether it holds values is not followed (written.h)
};

// Order by fences and atomics inside the block, by thread number.
struct BlockSync {
  std::uint8_t fences[kMaxThreads];
  std::uint8_t published[kMaxThreads];
  std::uint8_t acquired[kMaxThreads];
};

struct BlockClocks;

struct CheckState {
  std::uintptr_t arena = 0;
  std::uintptr_t own_begin = 0;  // this host thread's thread-local variables: not the learner's
  std::size_t own_bytes = 0;
  std::uintptr_t frame_begin = 0;  // the kernel's arguments
  std::size_t frame_bytes = 0;
  std::uintptr_t looked_at = 0;  // by the last atomic or volatile access
  bool follows = false;          // the cost model wants every access of this block
  std::uint64_t* settled =
      nullptr;  // per word of the arena: the reader state for which one more read adds nothing
  SharedCell* cells = nullptr;  // per word of the arena
  std::uint64_t stamp = 0;      // `settled` once readers of two warps are known; changes with every barrier
  std::uint64_t when = 0;       // launch and barrier, shifted for Access
  std::uint64_t where = 0;      // block, shifted for Access
  std::uint64_t run = 0;        // number of this block's run on this host thread, unique while shadows live
  Known known[4];
  std::uint64_t known_generation = 0;
  unsigned next_known = 0;
  std::uint8_t block_fences = 0;
  bool block_acquired = false;
  bool sync_used = false;     // BlockSync has something in it
  bool partial_used = false;  // seen has something in it
  BlockSync sync;
  bool clocks_used = false;  // clocks has something in it (clocks.h)
  BlockClocks* clocks = nullptr;
  // seen[warp rank][lane][other]: the other lane's clock up to which its accesses come before what `lane`
  // does now, as far as rendezvous of a part of the warp tell.
  std::uint32_t seen[kMaxWarps][32][32];
};

extern __thread CheckState* t_check;

// `settled` once two readers of one warp are known that have passed the same rendezvous. Stamps are even,
// these odd.
inline std::uint64_t warp_stamp(const CheckState& state, unsigned warp, std::uint32_t clock) {
  return state.stamp + (std::uint64_t{warp} << 25 | (clock & 0xffffff) << 1 | 1);
}

// The shadow words of an allocation. Null when there is no memory for them.
GlobalCell* shadow_of(const Allocation& allocation);

// The launch number in Access; begin_launch_shadow() raises it.
unsigned launch_number();
void begin_launch_shadow();

// How many of its fences a block has published by an atomic that followed.
unsigned published_fences(std::uint32_t block);
void publish(std::uint32_t block, unsigned fences);

}  // namespace prep::sim
