#include "judge/compare.h"

#include <cmath>
#include <limits>

#include "judge/types.h"

namespace prep {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

Compared compare_value(Type type, const std::byte* element, double exact, double magnitude,
                       const Tolerance& tolerance) {
  const double out = load(type, element);
  if (std::isnan(exact) || std::isnan(out)) {
    const bool both = std::isnan(exact) && std::isnan(out);
    return {both, both ? 0 : kInfinity, 0};
  }
  if (std::isinf(exact)) return {out == exact, out == exact ? 0 : kInfinity, 0};

  const double allowed = tolerance.abs + tolerance.rel * (magnitude < 0 ? std::abs(exact) : magnitude);
  const bool is_exact = tolerance.abs == 0 && tolerance.rel == 0;
  const double due = is_exact ? rounded_to(type, exact) : exact;
  if (std::isinf(out)) {
    // The exact value may overflow the type, or be near enough that a right computation does.
    const bool overflows =
        std::isinf(rounded_to(type, std::abs(exact) + allowed)) && std::signbit(out) == std::signbit(exact);
    return {overflows, overflows ? 0 : kInfinity, allowed};
  }
  const double error = std::abs(out - due);
  return {!(!(error <= allowed)), std::isnan(error) ? kInfinity : error, allowed};
}

Compared compare_integer(Type type, const std::byte* element, std::int64_t exact) {
  if (is_float(type)) return compare_value(type, element, static_cast<double>(exact), -1, {});
  const std::int64_t out = load_integer(type, element);
  if (type == Type::u64) {
    const std::uint64_t a = static_cast<std::uint64_t>(out), b = static_cast<std::uint64_t>(exact);
    return {a == b, static_cast<double>(a > b ? a - b : b - a), 0};
  }
  return {out == exact, std::abs(static_cast<double>(out) - static_cast<double>(exact)), 0};
}

}  // namespace prep
