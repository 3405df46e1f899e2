#include "judge/compare_looks.h"

#include <fmt/core.h>

#include <cmath>
#include <cstring>

#include "judge/looks.h"
#include "judge/memfd.h"
#include "judge/output_comparison.h"
#include "judge/types.h"

namespace prep {
namespace {

constexpr std::size_t kDetails = 5;

bool agree(Type type, const std::byte* a, const std::byte* b, double allowed) {
  if (std::memcmp(a, b, size_of(type)) == 0) return true;
  if (!is_float(type)) return false;
  const double x = load(type, a), y = load(type, b);
  if (std::isnan(x) || std::isnan(y)) return std::isnan(x) && std::isnan(y);
  return x == y || std::abs(x - y) <= 2 * allowed;
}

struct Place {
  std::uint64_t key = 0;
  std::size_t at = 0;  // of the buffer's elements in the look
};

void compare_buffer(const Buffer& buffer, const std::vector<std::byte>& mine,
                    const std::vector<std::byte>& other, Place place, double allowed, Finding& finding) {
  const auto elements = static_cast<std::uint64_t>(buffer.elements());
  const std::size_t size = size_of(buffer.type);
  for (std::uint64_t j = 0; j < look_count(elements); ++j) {
    const std::byte* const a = &mine[place.at + j * size];
    const std::byte* const b = &other[place.at + j * size];
    if (agree(buffer.type, a, b, allowed)) continue;
    ++finding.mismatches;
    finding.output = buffer.name;
    if (finding.detail.size() < kDetails)
      finding.detail.push_back(
          fmt::format("{} = {}, the baseline has {}",
                      element_name(buffer, static_cast<Index>(look_index(place.key, elements, j))),
                      element_text(buffer.type, a), element_text(buffer.type, b)));
  }
}

}  // namespace

Outcome compare_looks(const JudgedCase& judged, int memfd, int other, const std::vector<std::uint64_t>& looks,
                      const std::vector<double>& allowed) {
  Outcome outcome;
  if (judged.judge.units(judged.params) == 0) return outcome;
  for (std::size_t number = 0; number < looks.size() && number < kMostLooks; ++number) {
    const std::vector<std::byte> mine = read_look(memfd, judged.frame, number);
    const std::vector<std::byte> theirs = read_look(other, judged.frame, number);
    Finding finding;
    Place place{looks[number], 0};
    for (std::uint32_t b = 0; b < judged.frame.buffers; ++b) {
      const FrameBuffer& at = judged.frame.buffer[b];
      if (!is_looked_at(at)) continue;
      const double most = b < allowed.size() ? allowed[b] : INFINITY;
      compare_buffer(judged.inputs.buffers()[b], mine, theirs, place, most, finding);
      place.at += (look_count(at.elements) * at.element_bytes + 255) / 256 * 256;
    }
    if (finding.mismatches == 0) continue;
    finding.call = static_cast<int>(number);
    finding.message = fmt::format("timed call {}: {} of the looked-at values of {} are wrong: {}", number + 1,
                                  finding.mismatches, finding.output, finding.detail.front());
    outcome.finding = std::move(finding);
    return outcome;
  }
  return outcome;
}

}  // namespace prep
