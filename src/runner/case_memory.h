// The case as the judge laid it out: the sealed inputs and this runner's own outputs, mapped.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "judge/frame.h"

namespace prep::runner {

class CaseMemory {
 public:
  // Maps both memfds and checks the header. Throws Inability.
  CaseMemory(int input_memfd, int output_memfd);

  const Frame& frame() const { return *reinterpret_cast<const Frame*>(inputs_.data()); }
  // Values of an in or inout buffer; a script's bytes in use.
  std::span<const std::byte> input(std::size_t buffer, std::uint32_t set) const;
  std::span<std::byte> slot(std::uint32_t call) const;
  std::span<std::byte> output_at(std::uint64_t offset, std::uint64_t bytes) const {
    return outputs_.subspan(offset, bytes);
  }

 private:
  std::span<const std::byte> inputs_;
  std::span<std::byte> outputs_;
};

// Parts of a slot.
std::uint64_t data_bytes(const FrameBuffer& buffer);
bool is_records(const FrameBuffer& buffer);
bool is_output(const FrameBuffer& buffer);
std::span<std::byte> slot_data(const FrameBuffer& buffer,
                               std::span<std::byte> slot);  // between the guards; a trace's capacity
std::uint64_t& trace_length(const FrameBuffer& buffer, std::span<std::byte> slot);

}  // namespace prep::runner
