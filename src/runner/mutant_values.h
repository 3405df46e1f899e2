// What mutants do to the values of a buffer and to the records of a trace.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "judge/frame.h"

namespace prep::runner {

// Every element becomes the mean of all; a lone one becomes 1, or 2 where it was 1.
void fill_with_mean(std::span<std::byte> bytes, const FrameBuffer& buffer);
// Every element becomes clearly another one.
void change_all(std::span<std::byte> bytes, const FrameBuffer& buffer);
// The first elements of `to` become those of `from`, by value.
void convert(std::span<const std::byte> from, const FrameBuffer& from_buffer, std::span<std::byte> to,
             const FrameBuffer& to_buffer);

// The same ideas on records: none, fields zero, every record like the first, the last record or quarter cut,
// every field one more. The structure stays readable.
void spoil_trace(Mutant mutant, std::uint64_t& length, std::span<std::byte> capacity);

}  // namespace prep::runner
