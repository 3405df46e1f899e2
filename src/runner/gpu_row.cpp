#include "runner/gpu_row.h"

#include <cuda_runtime.h>

#include <algorithm>

#include "judge/fill.h"
#include "judge/looks.h"
#include "runner/gpu_error.h"

namespace prep::runner {
namespace {

bool is_pure(const FrameBuffer& at) { return at.fill != static_cast<std::uint8_t>(Fill::Kind::custom); }
bool has_values(const FrameBuffer& at) { return at.role != static_cast<std::uint8_t>(Role::out); }
// Pageable memory is out of the device's reach.
bool on_host(const FrameBuffer& at) { return at.space == static_cast<std::uint8_t>(Space::host); }

const char* const kAtWork = "the GPU failed while the inputs were made";

}  // namespace

GpuRow::GpuRow(const CaseMemory& memory, Buffers& buffers)
    : memory_(memory), buffers_(buffers), made_(memory.frame().buffers) {
  const Frame& frame = memory.frame();
  for (std::size_t b = 0; b < made_.size(); ++b) {
    const FrameBuffer& at = frame.buffer[b];
    if (is_records(at)) continue;
    if (on_host(at)) throw Inability("a measured row on a GPU has device and pinned buffers only");
    if (is_pure(at) || !has_values(at) || data_bytes(at) == 0) continue;
    for (std::uint32_t set = 0; set < frame.sets; ++set) {
      must(cudaMalloc(&made_[b].set[set], data_bytes(at)), "no device memory for a copy of the inputs");
      must(cudaMemcpy(made_[b].set[set], memory.input(b, set).data(), data_bytes(at), cudaMemcpyHostToDevice),
           "the inputs cannot be copied to the device");
    }
  }
  must(cudaMalloc(&counts_, sizeof(LookCounts)), "no device memory for counters");
  must(cudaMalloc(&gathered_, std::max<std::uint64_t>(look_bytes(frame), 1)), "no device memory for a look");
}

GpuRow::~GpuRow() {
  for (const Made& made : made_)
    for (void* const copy : made.set) cudaFree(copy);
  cudaFree(counts_);
  cudaFree(gathered_);
}

DeviceBuffer GpuRow::device_buffer(std::size_t b) const {
  const FrameBuffer& at = memory_.frame().buffer[b];
  return {buffers_.address(b), at.type, at.fill, at.fill_a, at.fill_b, at.elements, at.element_bytes};
}

void GpuRow::prepare(std::uint64_t key, std::uint32_t set) {
  key_ = key;
  set_ = set;
  for (std::size_t b = 0; b < made_.size(); ++b) {
    const FrameBuffer& at = memory_.frame().buffer[b];
    buffers_.trace(b).clear();
    if (is_records(at)) continue;
    auto* const data = static_cast<std::byte*>(buffers_.address(b));
    must(cudaMemsetAsync(data - kGuardBytes, kGuardByte, kGuardBytes, nullptr), kAtWork);
    must(cudaMemsetAsync(data + data_bytes(at), kGuardByte, kGuardBytes, nullptr), kAtWork);
    if (data_bytes(at) == 0) continue;
    if (!has_values(at))
      must(cudaMemsetAsync(data, kPoisonByte, data_bytes(at), nullptr), kAtWork);
    else if (is_pure(at))
      fill_on_device(device_buffer(b), chain(key, b + 1));
    else
      must(cudaMemcpyAsync(data, made_[b].set[set], data_bytes(at), cudaMemcpyDefault, nullptr), kAtWork);
  }
  must(cudaGetLastError(), kAtWork);
}

unsigned long long GpuRow::fingerprint() {
  must(cudaMemsetAsync(counts_, 0, sizeof(LookCounts), nullptr), kAtWork);
  for (std::size_t b = 0; b < made_.size(); ++b)
    if (is_looked_at(memory_.frame().buffer[b])) add_fingerprint(device_buffer(b), b, counts_);
  LookCounts counts;
  must(cudaMemcpy(&counts, counts_, sizeof counts, cudaMemcpyDeviceToHost), kAtWork);
  return counts.fingerprint;
}

void GpuRow::remember() { remembered_ = fingerprint(); }

GpuRow::Seen GpuRow::look(std::uint64_t look_key, std::uint64_t number) {
  const Frame& frame = memory_.frame();
  Seen seen;
  seen.changed_since = fingerprint() != remembered_;
  must(cudaMemsetAsync(counts_, 0, sizeof(LookCounts), nullptr), kAtWork);
  std::uint64_t place = 0;
  for (std::size_t b = 0; b < made_.size(); ++b) {
    const FrameBuffer& at = frame.buffer[b];
    if (is_records(at)) continue;
    const auto* const data = static_cast<const std::byte*>(buffers_.address(b));
    count_guards(data - kGuardBytes, counts_);
    count_guards(data + data_bytes(at), counts_);
    if (at.role == static_cast<std::uint8_t>(Role::in)) {
      if (is_pure(at))
        count_changed(device_buffer(b), chain(key_, b + 1), counts_);
      else
        count_changed(data, made_[b].set[set_], data_bytes(at), counts_);
      continue;
    }
    count_unwritten(device_buffer(b), counts_);
    gather_look(device_buffer(b), look_key, static_cast<std::byte*>(gathered_) + place);
    place += (look_count(at.elements) * at.element_bytes + 255) / 256 * 256;
  }
  must(cudaMemcpy(&seen.counts, counts_, sizeof seen.counts, cudaMemcpyDeviceToHost), kAtWork);
  if (number < kMostLooks && place > 0)
    must(cudaMemcpy(memory_.output_at(look_offset(frame, number), place).data(), gathered_, place,
                    cudaMemcpyDeviceToHost),
         kAtWork);
  return seen;
}

}  // namespace prep::runner
