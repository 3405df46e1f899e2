#include "judge/around.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>

#include "judge/layout.h"
#include "judge/output_comparison.h"
#include "judge/types.h"

namespace prep {
namespace {

using Bytes = std::span<const std::byte>;

// CUDA's own numbers, stable since CUDA 10.
constexpr int kNotReady = 600, kPeerAccessAlreadyEnabled = 704;
constexpr int kIllegalAddress = 700, kMisalignedAddress = 716, kInvalidAddressSpace = 717, kInvalidPc = 718;
constexpr int kIllegalInstruction = 715, kAssert = 710, kLaunchFailure = 719, kLaunchTimeout = 702,
              kHardwareStackError = 714;

std::optional<Finding> judge_error(const SlotHead& head) {
  Finding finding;
  const std::string name(head.cuda_error_name, strnlen(head.cuda_error_name, sizeof head.cuda_error_name));
  switch (head.cuda_error) {
    case 0:
    case kNotReady:
    case kPeerAccessAlreadyEnabled:
      return {};
    case kIllegalAddress:
    case kMisalignedAddress:
    case kInvalidAddressSpace:
    case kInvalidPc:
      finding.wrong = Wrong::memory_error;
      finding.message = fmt::format("a kernel touched memory that it must not touch ({})", name);
      return finding;
    case kIllegalInstruction:
    case kAssert:
    case kLaunchFailure:
    case kLaunchTimeout:
    case kHardwareStackError:
      finding.wrong = Wrong::crashed;
      finding.message = fmt::format("a kernel was stopped ({})", name);
      return finding;
    default:
      finding.wrong =
          Wrong::crashed;  // a launch that failed: the syllabus' word for a grid of 0 or too many threads
      finding.message =
          fmt::format("CUDA reported {} ({}) after the call: is every launch configuration legal?", name,
                      head.cuda_error);
      return finding;
  }
}

std::string bytes_or_elements(std::uint64_t bytes, const Buffer& buffer) {
  const std::uint64_t element = size_of(buffer.type);
  if (element == 1 || bytes % element != 0) return fmt::format("{} byte{}", bytes, bytes == 1 ? "" : "s");
  return fmt::format("{} bytes ({} element{})", bytes, bytes / element, bytes == element ? "" : "s");
}

std::optional<Finding> judge_guards(const Buffer& buffer, Bytes before, Bytes after) {
  const auto touched = [](std::byte b) { return b != std::byte{kGuardByte}; };
  Finding finding;
  finding.wrong = Wrong::memory_error;
  finding.output = buffer.name;
  const auto hit_after = std::find_if(after.begin(), after.end(), touched);
  if (hit_after != after.end()) {
    const auto first = static_cast<std::uint64_t>(hit_after - after.begin());
    const auto count = static_cast<std::uint64_t>(std::count_if(after.begin(), after.end(), touched));
    finding.message =
        fmt::format("wrote {} past the end of {}", bytes_or_elements(count, buffer), buffer.name);
    if (first >= size_of(buffer.type))
      finding.message += fmt::format(", the first {} bytes behind it", first);
    return finding;
  }
  const auto hit_before = std::find_if(before.rbegin(), before.rend(), touched);
  if (hit_before == before.rend()) return {};
  const auto distance = static_cast<std::uint64_t>(hit_before - before.rbegin());
  const auto count = static_cast<std::uint64_t>(std::count_if(before.begin(), before.end(), touched));
  finding.message =
      fmt::format("wrote {} before the start of {}", bytes_or_elements(count, buffer), buffer.name);
  if (distance >= size_of(buffer.type))
    finding.message += fmt::format(", the nearest {} bytes in front of it", distance);
  return finding;
}

std::optional<Finding> judge_input(const Buffer& buffer, Bytes made, Bytes found) {
  if (std::equal(made.begin(), made.end(), found.begin(), found.end())) return {};
  const std::size_t element = size_of(buffer.type);
  Finding finding;
  finding.wrong = Wrong::input_modified;
  finding.output = buffer.name;
  for (std::size_t at = 0; at + element <= made.size(); at += element) {
    if (std::memcmp(&made[at], &found[at], element) == 0) continue;
    ++finding.mismatches;
    if (finding.detail.size() < 5)
      finding.detail.push_back(
          fmt::format("{} was {}, is {}", element_name(buffer, static_cast<Index>(at / element)),
                      element_text(buffer.type, &made[at]), element_text(buffer.type, &found[at])));
  }
  finding.message = fmt::format("changed the input {} ({} of {} values): inputs are read-only", buffer.name,
                                finding.mismatches, buffer.elements());
  return finding;
}

}  // namespace

std::optional<Finding> judge_around(const JudgedCase& judged, Bytes slot, int set) {
  SlotHead head;
  std::memcpy(&head, slot.data(), sizeof head);
  if (head.magic != kFrameMagic) {
    Finding finding;
    finding.wrong = Wrong::crashed;
    finding.message = "the call left no result";
    return finding;
  }
  const auto data = [&](const FrameBuffer& at) {
    return slot.subspan(at.out_offset + kGuardBytes, data_bytes(at));
  };
  for (std::uint32_t b = 0; b < judged.frame.buffers; ++b) {
    const FrameBuffer& at = judged.frame.buffer[b];
    if (is_records(at) || !in_slot(judged.frame, at)) continue;
    const Bytes before = slot.subspan(at.out_offset, kGuardBytes);
    const Bytes after = slot.subspan(at.out_offset + kGuardBytes + data_bytes(at), kGuardBytes);
    if (auto finding = judge_guards(judged.inputs.buffers()[b], before, after)) return finding;
  }
  if (auto finding = judge_error(head)) return finding;
  for (std::uint32_t b = 0; b < judged.frame.buffers; ++b) {
    const FrameBuffer& at = judged.frame.buffer[b];
    if (is_records(at) || is_output(at) || !in_slot(judged.frame, at)) continue;
    if (auto finding = judge_input(judged.inputs.buffers()[b], judged.inputs.bytes(set, b), data(at)))
      return finding;
  }
  return {};
}

std::vector<Bytes> output_spans(const JudgedCase& judged, Bytes slot) {
  std::vector<Bytes> spans(judged.frame.buffers);
  for (std::uint32_t b = 0; b < judged.frame.buffers; ++b) {
    const FrameBuffer& at = judged.frame.buffer[b];
    if (!is_output(at)) continue;
    if (!is_records(at)) {
      spans[b] = slot.subspan(at.out_offset + kGuardBytes, data_bytes(at));
      continue;
    }
    std::uint64_t length = 0;
    std::memcpy(&length, &slot[at.out_offset], sizeof length);
    spans[b] = slot.subspan(at.out_offset + 8, std::min(length, data_bytes(at)));
  }
  return spans;
}

}  // namespace prep
