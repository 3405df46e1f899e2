#include "runner/case_memory.h"

#include <prep/judge.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "runner/inability.h"

namespace prep::runner {
namespace {

std::span<std::byte> map(int fd, int protection, int flags) {
  struct stat info {};
  if (fstat(fd, &info) != 0 || info.st_size <= 0)
    throw Inability("the runner is started by prep, not by hand");
  const auto bytes = static_cast<std::size_t>(info.st_size);
  void* address = mmap(nullptr, bytes, protection, flags, fd, 0);
  if (address == MAP_FAILED) throw Inability("the memory shared with the judge cannot be mapped");
  return {static_cast<std::byte*>(address), bytes};
}

}  // namespace

CaseMemory::CaseMemory(int input_memfd, int output_memfd)
    : inputs_(map(input_memfd, PROT_READ, MAP_SHARED)),
      outputs_(map(output_memfd, PROT_READ | PROT_WRITE, MAP_SHARED)) {
  if (inputs_.size() < sizeof(Frame) || frame().magic != kFrameMagic || frame().buffers > kMaxBuffers ||
      frame().calls > kMaxCalls)
    throw Inability("judge and runner are of different versions of prep: build both again");
}

std::span<const std::byte> CaseMemory::input(std::size_t buffer, std::uint32_t set) const {
  const FrameBuffer& at = frame().buffer[buffer];
  return inputs_.subspan(at.in_offset + set * at.in_stride, at.in_bytes[set]);
}

std::span<std::byte> CaseMemory::slot(std::uint32_t call) const {
  return outputs_.subspan(call * frame().slot_bytes, frame().slot_bytes);
}

std::uint64_t data_bytes(const FrameBuffer& buffer) { return buffer.elements * buffer.element_bytes; }
bool is_records(const FrameBuffer& buffer) { return buffer.type == static_cast<std::uint8_t>(Type::records); }
bool is_output(const FrameBuffer& buffer) { return buffer.role != static_cast<std::uint8_t>(Role::in); }

std::span<std::byte> slot_data(const FrameBuffer& buffer, std::span<std::byte> slot) {
  return slot.subspan(buffer.out_offset + (is_records(buffer) ? 8 : kGuardBytes), data_bytes(buffer));
}

std::uint64_t& trace_length(const FrameBuffer& buffer, std::span<std::byte> slot) {
  return *reinterpret_cast<std::uint64_t*>(&slot[buffer.out_offset]);
}

}  // namespace prep::runner
