#include "judge/memfd.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <span>
#include <system_error>

#include "judge/layout.h"

namespace prep {
namespace {

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

void write_at(int fd, std::span<const std::byte> bytes, std::uint64_t offset) {
  while (!bytes.empty()) {
    const ssize_t n = pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail("writing the inputs");
    bytes = bytes.subspan(static_cast<std::size_t>(n));
    offset += static_cast<std::uint64_t>(n);
  }
}

}  // namespace

void write_inputs(int memfd, const Frame& frame, const Inputs& inputs) {
  if (ftruncate(memfd, static_cast<off_t>(input_bytes(frame))) != 0) fail("sizing the input memory");
  write_at(memfd, std::as_bytes(std::span(&frame, 1)), 0);
  for (std::uint32_t b = 0; b < frame.buffers; ++b)
    for (int set = 0; set < inputs.sets(); ++set)
      write_at(memfd, inputs.bytes(set, b),
               frame.buffer[b].in_offset + frame.buffer[b].in_stride * static_cast<std::uint64_t>(set));
  if (fcntl(memfd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
    fail("sealing the inputs");
}

void size_outputs(int memfd, const Frame& frame, int slots) {
  const std::uint64_t bytes = frame.slot_bytes * static_cast<std::uint64_t>(slots);
  if (ftruncate(memfd, static_cast<off_t>(bytes)) != 0) fail("sizing the output memory");
  if (fcntl(memfd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
    fail("sealing the output size");
}

std::vector<std::byte> read_slot(int memfd, const Frame& frame, int slot) {
  std::vector<std::byte> bytes(frame.slot_bytes);
  std::size_t at = 0;
  const std::uint64_t start = frame.slot_bytes * static_cast<std::uint64_t>(slot);
  while (at < bytes.size()) {
    const ssize_t n = pread(memfd, bytes.data() + at, bytes.size() - at, static_cast<off_t>(start + at));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail("reading the outputs");
    at += static_cast<std::size_t>(n);
  }
  return bytes;
}

}  // namespace prep
