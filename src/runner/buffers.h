// The learner's buffers: allocated once, at the same addresses in every call, filled and poisoned before each
// one.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "runner/case_memory.h"
#include "runner/device.h"

namespace prep::runner {

class Buffers {
 public:
  explicit Buffers(const CaseMemory& memory);  // throws Inability
  ~Buffers();
  Buffers(const Buffers&) = delete;
  Buffers& operator=(const Buffers&) = delete;

  // Inputs of `set`, poisoned outputs, guards, no trace.
  void prepare(std::uint32_t set);
  // Everything with its guards into a call's slot; the slot's magic is the caller's.
  void copy_out(std::span<std::byte> slot);
  // The same where the device answers no more: nothing to read, no guard touched.
  void leave_blank(std::span<std::byte> slot);
  // A quick hash of the outputs as they are.
  std::uint64_t hash();

  std::size_t find(std::string_view name) const;  // throws Inability
  void* address(std::size_t buffer) const { return buffers_[buffer].data; }
  std::vector<std::byte>& trace(std::size_t buffer) { return buffers_[buffer].trace; }

 private:
  struct Memory {
    void* allocation = nullptr;  // null for records
    std::byte* data = nullptr;
    std::size_t guard = 0;  // bytes on each side
    std::vector<std::byte> trace;
  };
  const CaseMemory& memory_;
  std::vector<Memory> buffers_;
};

}  // namespace prep::runner
