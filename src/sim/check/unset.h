// Local variables that were never given a value. g++ fills them with one byte pattern in the checking build
// (-ftrivial-auto-var-init=pattern): a word that a kernel has stored and that still holds exactly the pattern
// came from such a variable. As a float the pattern is so large that sums keep it.
#pragma once
#include <cstdint>
#include <cstring>

#include "sim/check/detectors.h"
#include "sim/runtime/allocations.h"

namespace prep::sim {

inline bool holds_unset_pattern(std::uintptr_t address) {
  std::uint32_t word;
  std::memcpy(&word, reinterpret_cast<const void*>(address), sizeof word);
  return word == 0xfefefefeu;
}

// `write` is the last one to the word, which holds the pattern. `address` counts from the arena for shared
// memory.
void note_unset(const Access& write, std::uintptr_t address, Seen seen);

// The host gets these bytes.
void look_for_unset(std::uintptr_t begin, std::size_t bytes);

}  // namespace prep::sim
