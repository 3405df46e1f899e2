// What the runner itself does on the device around a timed call: fill inputs from a key, and look at what the
// call left. All work is on the legacy default stream; errors are the caller's to read.
#pragma once
#include <cstdint>

#include "judge/frame.h"

namespace prep::runner {

// Elements of one buffer: `data` may be device or pinned memory.
struct DeviceBuffer {
  void* data = nullptr;
  std::uint8_t type = 0, fill = 0;  // prep::Type, prep::Fill::Kind
  double fill_a = 0, fill_b = 0;
  std::uint64_t elements = 0;
  std::uint32_t element_bytes = 0;
};

// Counters that the looking kernels add to.
struct LookCounts {
  unsigned long long changed = 0;      // input elements that are not what they were filled with
  unsigned long long unwritten = 0;    // floating-point output elements that still hold the poison
  unsigned long long guards = 0;       // guard bytes that were overwritten
  unsigned long long fingerprint = 0;  // of all outputs
};

void fill_on_device(const DeviceBuffer& buffer, std::uint64_t key);
void count_changed(const DeviceBuffer& buffer, std::uint64_t key, LookCounts* counts);
// Against a copy of what was put in.
void count_changed(const void* data, const void* made, std::uint64_t bytes, LookCounts* counts);
void count_unwritten(const DeviceBuffer& buffer, LookCounts* counts);
void count_guards(const void* guard, LookCounts* counts);
void add_fingerprint(const DeviceBuffer& buffer, std::uint64_t salt, LookCounts* counts);
// The elements of looks.h, one behind the other into `to` (device memory).
void gather_look(const DeviceBuffer& buffer, std::uint64_t look_key, void* to);

}  // namespace prep::runner
