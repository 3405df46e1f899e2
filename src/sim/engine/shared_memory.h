// Shared memory: one arena per host thread, used by the block that runs there. Static declarations come
// first, each at the same offset in all blocks of a launch (placed when the first thread meets it), dynamic
// shared memory last. While checking, red zones lie between them, so that an index just past an array is
// seen.
#pragma once
#include <prep/sim/abi.h>

#include <cstddef>
#include <cstdint>

namespace prep::sim {

inline constexpr std::size_t kStaticLimit = 48 << 10;
inline constexpr std::size_t kSharedLimit = 227 << 10;
inline constexpr std::size_t kStaticBegin = 1024;  // a red zone below
inline constexpr std::size_t kDynamicBegin =
    kStaticBegin + (96 << 10);  // room for red zones between declarations
inline constexpr std::size_t kArenaBytes = kDynamicBegin + kSharedLimit + 1024;
inline constexpr int kPoisonByte = 0xff;  // NaN as a float, -1 as an integer

struct PlacedSlot {
  const prep_shared_slot* slot = nullptr;
  std::uint32_t begin = 0;  // offset in the arena
};

extern __thread char* t_arena;  // of this host thread; null before its first block

// Forgets the placement of the launch before. `dynamic_bytes` counts against the limit together with the
// static ones.
void begin_shared_layout(std::size_t dynamic_bytes);

// Fills what the block will use with the poison and sets prep_dynamic_shared.
void poison_arena(std::size_t dynamic_bytes);

// After this host thread's last block of a launch: the next launch may place its declarations elsewhere.
void clean_arena();

// The declaration nearest below `offset`, {} when there is none; and the end of all static declarations.
PlacedSlot slot_below(std::uint32_t offset);
std::uint32_t static_end();
// Of this launch's __shared__ variables so far, without red zones.
std::size_t static_bytes();

}  // namespace prep::sim
