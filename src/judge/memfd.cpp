#include "judge/memfd.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <span>
#include <system_error>

#include "judge/layout.h"
#include "judge/looks.h"

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

void seal_at(int fd, std::uint64_t bytes) {
  if (ftruncate(fd, static_cast<off_t>(bytes)) != 0) fail("sizing the output memory");
  if (fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) fail("sealing the output size");
}

std::vector<std::byte> read_at(int fd, std::uint64_t start, std::uint64_t count) {
  std::vector<std::byte> bytes(count);
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t n = pread(fd, bytes.data() + at, bytes.size() - at, static_cast<off_t>(start + at));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail("reading the outputs");
    at += static_cast<std::size_t>(n);
  }
  return bytes;
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
  seal_at(memfd, frame.slot_bytes * static_cast<std::uint64_t>(slots));
}

void size_looks(int memfd, const Frame& frame) { seal_at(memfd, look_offset(frame, kMostLooks)); }

std::vector<std::byte> read_slot(int memfd, const Frame& frame, int slot) {
  return read_at(memfd, frame.slot_bytes * static_cast<std::uint64_t>(slot), frame.slot_bytes);
}

std::vector<std::byte> read_look(int memfd, const Frame& frame, std::uint64_t number) {
  return read_at(memfd, look_offset(frame, number), look_bytes(frame));
}

}  // namespace prep
