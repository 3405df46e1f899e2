#include "judge/output_comparison.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "judge/compare.h"
#include "judge/fill.h"
#include "judge/types.h"

namespace prep {
namespace {

constexpr std::size_t kDetails = 5;
constexpr Index kEdgeUnits = 8, kSampledElements = 4096, kFewestRandom = 48;

}  // namespace

std::string element_name(const Buffer& buffer, Index element) {
  std::string text;
  for (std::size_t d = buffer.shape.size(); d-- > 0;) {
    const Index extent = std::max<Index>(buffer.shape[d], 1);
    text.insert(0, fmt::format("[{}]", d == 0 ? element : element % extent));
    element /= extent;
  }
  return buffer.name + text;
}

OutputState& OutputComparison::state(Name output, Index element) {
  for (OutputState& state : outputs_) {
    const Buffer& buffer = buffers_[state.buffer];
    if (buffer.name != output) continue;
    if (element < 0 || static_cast<std::size_t>(element) >= state.actual.size() / size_of(buffer.type))
      throw std::logic_error(fmt::format("the judge expects element {} of \"{}\", which has {}", element,
                                         output, buffer.elements()));
    return state;
  }
  throw std::logic_error(
      fmt::format("the judge expects values of \"{}\", which is no numeric output", output));
}

void OutputComparison::value(Name output, Index element, double exact, double magnitude) {
  OutputState& to = state(output, element);
  const Type type = buffers_[to.buffer].type;
  const std::byte* at = &to.actual[static_cast<std::size_t>(element) * size_of(type)];
  const Compared result = compare_value(type, at, exact, magnitude, to.tolerance);
  const bool shown =
      !result.right && to.detail.size() < kDetails;  // words for a million mismatches take seconds
  take(to, element, exact, shown ? number_text(type, exact) : std::string(), result.right, result.error,
       result.allowed);
}

void OutputComparison::integer(Name output, Index element, std::int64_t exact) {
  OutputState& to = state(output, element);
  const Type type = buffers_[to.buffer].type;
  const std::byte* at = &to.actual[static_cast<std::size_t>(element) * size_of(type)];
  const Compared result = compare_integer(type, at, exact);
  std::string text;
  if (!result.right && to.detail.size() < kDetails)
    text = type == Type::u64 ? std::to_string(static_cast<std::uint64_t>(exact)) : std::to_string(exact);
  take(to, element, static_cast<double>(exact), text, result.right, result.error, 0);
}

void OutputComparison::take(OutputState& to, Index element, double exact, const std::string& exact_text,
                            bool right, double error, double allowed) {
  ++to.compared;
  if (!to.exact.empty()) to.exact[static_cast<std::size_t>(element)] = exact;
  if (std::isfinite(error)) to.max_abs_err = std::max(to.max_abs_err, error);
  if (std::isfinite(allowed)) to.max_allowed = std::max(to.max_allowed, allowed);
  if (right) return;
  to.wrong.push_back(element);
  if (to.detail.size() >= kDetails) return;
  const Buffer& buffer = buffers_[to.buffer];
  const std::byte* at = &to.actual[static_cast<std::size_t>(element) * size_of(buffer.type)];
  std::string line = fmt::format("{} = {}, right is {}", element_name(buffer, element),
                                 element_text(buffer.type, at), exact_text);
  if (allowed > 0 && std::isfinite(error))
    line += fmt::format(" (off by {:.3g}, allowed {:.2g})", error, allowed);
  to.detail.push_back(std::move(line));
}

std::vector<Index> choose_units(Index units, Index output_elements, std::uint64_t entropy) {
  std::vector<Index> chosen;
  if (output_elements <= kAllElements) {
    for (Index u = 0; u < units; ++u) chosen.push_back(u);
    return chosen;
  }
  const Index per_unit = std::max<Index>(1, output_elements / std::max<Index>(1, units));
  const Index random = std::max(kFewestRandom, kSampledElements / per_unit);
  if (units <= random + 2 * kEdgeUnits) return choose_units(units, 0, entropy);
  for (Index u = 0; u < kEdgeUnits; ++u) {
    chosen.push_back(u);
    chosen.push_back(units - 1 - u);
  }
  Rng rng(entropy);
  for (Index k = 0; k < random; ++k) chosen.push_back(rng.below(units));
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

}  // namespace prep
