// Where the wrong elements lie.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "judge/output_comparison.h"
#include "judge/pattern.h"

namespace prep {
namespace {

struct Range {
  Index low, high, extent, step;  // step: greatest common divisor of the distances
  bool restricts() const { return low > 0 || high < extent - 1; }
  Index size() const { return high - low + 1; }
};

// Whether `volume` elements are so densely wrong that their borders mean something: a scatter has borders
// too.
bool dense(const Mismatches& m, double volume) {
  const double compared =
      volume * static_cast<double>(m.compared) / static_cast<double>(m.buffer->elements());
  return static_cast<double>(m.wrong.size()) >= 0.5 * compared;
}

std::vector<Range> ranges(const Mismatches& m) {
  std::vector<Range> result;
  Index below = 1;
  for (std::size_t d = m.buffer->shape.size(); d-- > 0;) {
    const Index extent = m.buffer->shape[d];
    Range range{extent, -1, extent, 0};
    const Index first = m.wrong.front() / below % extent;
    for (const Index element : m.wrong) {
      const Index at = element / below % extent;
      range.low = std::min(range.low, at);
      range.high = std::max(range.high, at);
      range.step = std::gcd(range.step, at - first);
    }
    result.insert(result.begin(), range);
    below *= extent;
  }
  return result;
}

std::string ordinal(Index k) {
  const Index last = k / 10 % 10 == 1 ? 0 : k % 10;  // 11th to 13th
  const char* ending = last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
  return fmt::format("{}{}", k, ending);
}

// One dimension in words; `axis` counts from 0, `axes` is 2 or more.
std::string in_dimension(const Range& range, std::size_t axis, std::size_t axes) {
  const std::string one = axes == 2 ? (axis == 0 ? "row" : "column") : fmt::format("axis {}, index", axis);
  const std::string many = axes == 2 ? one + "s" : one;
  if (range.low == range.high)
    return fmt::format("in {} {}{}", one, range.low,
                       range.low == range.extent - 1 && range.extent > 1 ? " (the last)" : "");
  return fmt::format("in {} {}..{}{}", many, range.low, range.high,
                     range.high == range.extent - 1 ? " (the last)" : "");
}

std::string in_dimensions(const Mismatches& m, const std::vector<Range>& all) {
  std::string text;
  double volume = 1;
  for (const Range& range : all) volume *= static_cast<double>(range.size());
  for (std::size_t d = 0; d < all.size() && dense(m, volume); ++d)
    if (all[d].restricts()) text += (text.empty() ? "all " : " and ") + in_dimension(all[d], d, all.size());
  if (!text.empty()) return text;
  for (std::size_t d = 0; d < all.size(); ++d)
    if (all[d].step > 1) {
      const std::string unit =
          all.size() == 2 ? (d == 0 ? "row" : "column") : fmt::format("index of axis {}", d);
      return fmt::format("all in every {} {}, from {} on", ordinal(all[d].step), unit, all[d].low);
    }
  return {};
}

std::string tail(Index start, Index elements) {
  constexpr std::array<Index, 9> kBlocks{256, 1024, 512, 128, 64, 32, 16, 8, 4};
  for (const Index block : kBlocks)
    if (elements > block && elements % block != 0 && elements - elements % block == start)
      return fmt::format("only the last {} % {} = {}: is the last, partial block handled?", elements, block,
                         elements % block);
  if (start == elements - 1) return "only the last one";
  return fmt::format("all from element {} on", start);
}

// Elements in row-major order, as if there was one dimension.
std::string in_line(const Mismatches& m) {
  const Index count = static_cast<Index>(m.wrong.size()), elements = m.buffer->elements();
  const Index first = m.wrong.front(), last = m.wrong.back();
  const bool complete = m.compared == elements;
  const bool contiguous = last - first + 1 == count;
  if (complete && contiguous && last == elements - 1) return tail(first, elements);
  if (complete && contiguous && first == 0)
    return count == 1 ? "only the first one" : fmt::format("only the first {}", count);
  if (count == 1) return fmt::format("only {}", element_name(*m.buffer, first));
  if (complete && contiguous) return fmt::format("all in elements {}..{}", first, last);
  Index step = 0;
  for (const Index element : m.wrong) step = std::gcd(step, element - first);
  // Every k-th, without a gap: a lane or a bank, not chance.
  if (step > 1 && first < step && last + step >= elements && (last - first) / step + 1 == count)
    return fmt::format("every {} element, from element {} on", ordinal(step), first);
  if (complete && count == elements - 1)
    return fmt::format("all but {}", element_name(*m.buffer, [&] {
                         for (Index i = 0; i < count; ++i)
                           if (m.wrong[static_cast<std::size_t>(i)] != i) return i;
                         return count;
                       }()));
  if (!complete || !dense(m, static_cast<double>(last - first + 1))) return {};
  if (first > elements / 8) return fmt::format("none before element {}", first);
  if (last < elements - 1 - elements / 8) return fmt::format("none after element {}", last);
  return {};
}

}  // namespace

std::string where_in_words(const Mismatches& m) {
  if (static_cast<Index>(m.wrong.size()) == m.compared) return {};
  if (m.buffer->shape.size() < 2 || m.wrong.size() == 1) return in_line(m);
  const std::string text = in_dimensions(m, ranges(m));
  return text.empty() ? in_line(m) : text;
}

}  // namespace prep
