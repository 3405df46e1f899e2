// A measured row on a GPU: inputs made on the device for each call, outputs poisoned, and every call looked
// at.
#pragma once
#include <cstdint>
#include <vector>

#include "runner/buffers.h"
#include "runner/case_memory.h"
#include "runner/gpu_kernels.h"

namespace prep::runner {

class GpuRow {
 public:
  GpuRow(const CaseMemory& memory, Buffers& buffers);  // throws Inability
  ~GpuRow();
  GpuRow(const GpuRow&) = delete;
  GpuRow& operator=(const GpuRow&) = delete;

  // Pure inputs by `key`, custom ones of `set`, poison and guards. All is queued, nothing waited for.
  void prepare(std::uint64_t key, std::uint32_t set);
  // At once after a call: what its outputs are now.
  void remember();
  struct Seen {
    LookCounts counts;
    bool changed_since = false;  // the outputs, since remember()
  };
  // Looks, and gathers the elements that `look_key` draws into the look `number` of the output memory.
  Seen look(std::uint64_t look_key, std::uint64_t number);

 private:
  struct Made {
    void* set[2] = {nullptr, nullptr};  // copies of a custom buffer's values, on the device
  };
  DeviceBuffer device_buffer(std::size_t buffer) const;
  unsigned long long fingerprint();
  const CaseMemory& memory_;
  Buffers& buffers_;
  std::vector<Made> made_;
  LookCounts* counts_ = nullptr;  // on the device
  void* gathered_ = nullptr;      // one look
  std::uint64_t key_ = 0;
  std::uint32_t set_ = 0;
  unsigned long long remembered_ = 0;
};

}  // namespace prep::runner
