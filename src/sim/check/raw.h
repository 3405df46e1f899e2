// What a detector saw, in numbers: merged while the grid runs, turned into findings (text, names) at its end.
#pragma once
#include <cstddef>
#include <cstdint>

#include "sim/check/access.h"
#include "sim/check/order.h"

namespace prep::sim {

enum class Seen : std::uint8_t {
  shared_race,
  global_race,
  stream_race,  // with an operation of another stream
  host_race,    // with host code that did not wait
  shared_uninitialised,
  global_uninitialised,
  shared_out_of_bounds,
  out_of_bounds,
  use_after_free,
  host_pointer,
  misaligned,
  constant_write,
  host_touches_device,
  global_unset,  // a stored value came from an unset local variable
  shared_unset
};

enum class Touch : std::uint8_t { read, write, atomic };

enum class Party : std::uint8_t { kernel, transfer, release, host };

struct RawFinding {
  Seen seen = Seen::shared_race;
  Touch here = Touch::read, other = Touch::read;
  Conflict conflict = Conflict::none;
  Party here_party = Party::kernel, other_party = Party::kernel;
  unsigned here_launch = 0;   // of an unset value
  unsigned other_launch = 0;  // of stream_race with a kernel
  std::uint32_t size = 0;
  std::uintptr_t pc = 0, other_pc = 0;  // offsets in the program
  std::uint64_t block = 0, other_block = 0;
  unsigned thread = 0, other_thread = 0;
  std::uintptr_t address = 0;  // in shared memory: the offset in the arena
};

// Counts it; keeps the one of the lowest block and thread as the example. Thread-safe.
void note(const RawFinding& raw);

// The plain read at this place looks first whether the atomic that follows is needed, or starts a
// compare-and-swap loop: it races with other threads' atomics by intention.
void forgive_read_before_atomic(std::uintptr_t pc);

// Records everything noted so far as findings.
void hand_over_noted();

}  // namespace prep::sim
