#include "runner/mutants.h"

#include <prep/judge.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "runner/mutant_values.h"

namespace prep::runner {
namespace {

// One output of one call, spoilt in place.
struct Output {
  const CaseMemory& memory;
  std::size_t buffer;
  std::uint32_t set;
  const FrameBuffer& at() const { return memory.frame().buffer[buffer]; }
};

// What the buffer held before the call.
void put_back(const Output& output, std::span<std::byte> bytes, std::size_t from, std::size_t count) {
  if (output.at().role == static_cast<std::uint8_t>(Role::inout))
    std::copy_n(output.memory.input(output.buffer, output.set).begin() + static_cast<std::ptrdiff_t>(from),
                count, bytes.begin() + static_cast<std::ptrdiff_t>(from));
  else
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(from), count, std::byte{kPoisonByte});
}

// The first input of the same type; else the first numeric one, converted; else nothing.
void copy_an_input(const Output& output, std::span<std::byte> bytes) {
  const Frame& frame = output.memory.frame();
  std::optional<std::size_t> source;
  for (std::size_t b = 0; b < frame.buffers; ++b) {
    const FrameBuffer& from = frame.buffer[b];
    if (from.role == static_cast<std::uint8_t>(Role::out) || is_records(from)) continue;
    const bool same = from.type == output.at().type;
    if (!source || (same && frame.buffer[*source].type != output.at().type)) source = b;
  }
  std::fill(bytes.begin(), bytes.end(), std::byte{0});
  if (source) convert(output.memory.input(*source, output.set), frame.buffer[*source], bytes, output.at());
}

void spoil_values(Mutant mutant, const Output& output, std::span<std::byte> bytes) {
  const std::size_t element = output.at().element_bytes, elements = output.at().elements;
  if (elements == 0) return;
  const std::size_t block = elements % 256 == 0 ? std::min<std::size_t>(256, elements) : elements % 256;
  switch (mutant) {
    case Mutant::does_nothing:
      return put_back(output, bytes, 0, bytes.size());
    case Mutant::fills_zeros:
      return std::fill(bytes.begin(), bytes.end(), std::byte{0});
    case Mutant::fills_constant:
      return fill_with_mean(bytes, output.at());
    case Mutant::copies_input:
      return copy_an_input(output, bytes);
    case Mutant::skips_last_element:
      return put_back(output, bytes, (elements - 1) * element, element);
    case Mutant::skips_last_block:
      return put_back(output, bytes, (elements - block) * element, block * element);
    case Mutant::wrong_first_call:
    case Mutant::wrong_middle_call:
    case Mutant::wrong_last_call:
      return change_all(bytes, output.at());
    default:
      return;
  }
}

bool is_this_call(Mutant mutant, std::uint32_t call, std::uint32_t calls) {
  switch (mutant) {
    case Mutant::wrong_first_call:
      return call == 0;
    case Mutant::wrong_middle_call:
      return call == calls / 2;
    case Mutant::wrong_last_call:
      return call == calls - 1;
    default:
      return true;
  }
}

void write_past_end(const Frame& frame, std::span<std::byte> slot) {
  for (std::uint32_t b = 0; b < frame.buffers; ++b) {
    const FrameBuffer& at = frame.buffer[b];
    if (!is_output(at) || is_records(at)) continue;
    std::byte* end = slot_data(at, slot).data() + data_bytes(at);
    std::memset(end, 0, at.element_bytes);
    return;
  }
}

void write_to_input(const Frame& frame, std::span<std::byte> slot) {
  for (std::uint32_t b = 0; b < frame.buffers; ++b) {
    const FrameBuffer& at = frame.buffer[b];
    if (is_output(at) || is_records(at) || at.elements == 0) continue;
    slot_data(at, slot)[data_bytes(at) / 2] ^= std::byte{1};
    return;
  }
}

void restore_outputs(const Frame& frame, std::span<std::byte> slot, const std::vector<std::byte>& from) {
  for (std::uint32_t b = 0; b < frame.buffers; ++b) {
    const FrameBuffer& at = frame.buffer[b];
    if (!is_output(at)) continue;
    const std::size_t bytes = is_records(at) ? 8 + data_bytes(at) : data_bytes(at) + 2 * kGuardBytes;
    std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(at.out_offset), bytes,
                slot.begin() + static_cast<std::ptrdiff_t>(at.out_offset));
  }
}

}  // namespace

void Mutator::apply(std::uint32_t call, std::span<std::byte> slot) {
  const Frame& frame = memory_.frame();
  std::vector<std::byte> right(slot.begin(), slot.end());
  if (frame.mutant == Mutant::writes_past_end) {
    write_past_end(frame, slot);
  } else if (frame.mutant == Mutant::writes_to_input) {
    write_to_input(frame, slot);
  } else if (frame.mutant == Mutant::repeats_previous) {
    if (call > 0) restore_outputs(frame, slot, previous_);
  } else if (is_this_call(frame.mutant, call, frame.calls)) {
    for (std::size_t b = 0; b < frame.buffers; ++b) {
      const FrameBuffer& at = frame.buffer[b];
      if (!is_output(at)) continue;
      const Output output{memory_, b, frame.call[call].set};
      if (is_records(at))
        spoil_trace(frame.mutant, trace_length(at, slot), slot_data(at, slot));
      else
        spoil_values(frame.mutant, output, slot_data(at, slot));
    }
  }
  changed_ = changed_ || !std::equal(right.begin(), right.end(), slot.begin());
  previous_ = std::move(right);
}

}  // namespace prep::runner
