// A look at the outputs of a timed call: the first and last elements and others drawn after the call,
// gathered on the device and held against the same elements of another program that was given the same
// inputs. Behind slot 0 of an output memfd lie the looks, one behind the other; in each, the numeric outputs
// in their order.
#pragma once
#include <cstdint>

#include "judge/fill.h"
#include "judge/frame.h"

namespace prep {

inline constexpr std::uint64_t kLookEdges = 16, kLookElements = 4096 + 2 * kLookEdges;
inline constexpr std::uint32_t kMostLooks = 4096;  // of one row

// How many elements of an output of `elements` a look takes.
PREP_HOST_DEVICE constexpr std::uint64_t look_count(std::uint64_t elements) {
  return elements < kLookElements ? elements : kLookElements;
}

// The j-th of them.
PREP_HOST_DEVICE constexpr std::uint64_t look_index(std::uint64_t key, std::uint64_t elements,
                                                    std::uint64_t j) {
  if (elements <= kLookElements) return j;
  if (j < kLookEdges) return j;
  if (j < 2 * kLookEdges) return elements - 1 - (j - kLookEdges);
  return high_product(random_word(key, j), elements);
}

// Only what can be gathered: numeric outputs.
constexpr bool is_looked_at(const FrameBuffer& buffer) {
  return buffer.role != static_cast<std::uint8_t>(Role::in) &&
         buffer.type != static_cast<std::uint8_t>(Type::records);
}

constexpr std::uint64_t look_bytes(const Frame& frame) {
  std::uint64_t bytes = 0;
  for (std::uint32_t b = 0; b < frame.buffers; ++b)
    if (is_looked_at(frame.buffer[b]))
      bytes += (look_count(frame.buffer[b].elements) * frame.buffer[b].element_bytes + 255) / 256 * 256;
  return bytes;
}

// Where look `number` begins in the output memfd.
constexpr std::uint64_t look_offset(const Frame& frame, std::uint64_t number) {
  return frame.slot_bytes + number * look_bytes(frame);
}

}  // namespace prep
