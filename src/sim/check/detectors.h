// The analysers behind the hooks: called on a CUDA thread, for an access that the fast path did not settle.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>

#include "sim/check/order.h"
#include "sim/check/raw.h"
#include "sim/check/state.h"

namespace prep::sim {

struct Request {
  std::uintptr_t address = 0;
  std::size_t size = 0;
  Touch touch = Touch::read;
  Manner manner = Manner::plain;
  std::uintptr_t pc = 0;  // offset in the program
};

void check_shared(CheckState& state, const Request& request);
void check_late_copy(CheckState& state, const Request& copy, std::uint64_t started);  // into shared memory
void check_global(CheckState& state, const Request& request);

// Shared memory that an atomic store is about to fill: whatever was there before does not matter.
void note_shared_filled(CheckState& state, std::uintptr_t offset, std::size_t size);

// An access of host code; cheap unless it falls among device allocations.
void check_host(const Request& request);

// Notes it and ends the block with cudaErrorMisalignedAddress, as a GPU does.
[[noreturn]] void note_misaligned(const Request& request);

// Records what the compiler's own bounds checks have noted (bounds.cpp).
void hand_over_bad_indexes();

// A finding about this access by the running thread.
RawFinding raw_of(const Request& request, Seen seen);

// For atomics and fences: order between threads that they make (sync.cpp).
void on_fence(CheckState& state);
void on_atomic(CheckState& state, bool reads, bool writes);

// An atomic access: hooks.cpp's way in for atomic_hooks.cpp.
void atomic_access(const volatile void* address, std::size_t size, Touch touch, const void* pc);

// Of the size that the access has, as the hardware wants it.
inline bool is_aligned(const Request& request) {
  const std::size_t low = request.size - 1;
  return (request.size & low) != 0 || request.size > 16 || (request.address & low) == 0;
}

// Calls f(word index, byte mask) for each 4-byte word that [begin, begin + size) touches; begin counts from a
// word.
template <class F>
inline void each_word(std::uintptr_t begin, std::size_t size, F f) {
  for (std::uintptr_t word = begin / 4; size != 0; ++word) {
    const std::uintptr_t skip = begin & 3;
    const std::size_t here = 4 - skip < size ? 4 - skip : size;
    f(word, static_cast<unsigned>(((1u << here) - 1) << skip));
    begin += here;
    size -= here;
  }
}

}  // namespace prep::sim
