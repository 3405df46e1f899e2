// What the wrong elements hold.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "judge/frame.h"
#include "judge/pattern.h"
#include "judge/types.h"

namespace prep {
namespace {

class Values {
 public:
  explicit Values(const Mismatches& m) : m_(m), size_(size_of(m.buffer->type)) {}
  const std::byte* bytes(Index element) const {
    return &m_.actual[static_cast<std::size_t>(element) * size_];
  }
  double operator[](Index element) const { return load(m_.buffer->type, bytes(element)); }
  double exact(Index element) const { return m_.exact[static_cast<std::size_t>(element)]; }
  bool poison(Index element) const {
    return std::all_of(bytes(element), bytes(element) + size_,
                       [](std::byte b) { return b == std::byte{kPoisonByte}; });
  }
  bool same(Index element, std::span<const std::byte> other) const {
    return std::memcmp(bytes(element), &other[static_cast<std::size_t>(element) * size_], size_) == 0;
  }
  bool equal(Index a, Index b) const { return std::memcmp(bytes(a), bytes(b), size_) == 0; }

 private:
  const Mismatches& m_;
  std::size_t size_;
};

template <class Test>
bool all_wrong(const Mismatches& m, Test test) {
  return std::all_of(m.wrong.begin(), m.wrong.end(), test);
}

// As the comparison would see it, with a floor that forgives the rounding of a scaled value.
bool close(const Mismatches& m, double out, double due) {
  if (std::isnan(out) || std::isnan(due)) return false;
  return std::abs(out - due) <= m.tolerance.abs + std::max(m.tolerance.rel, 1e-6) * std::abs(due);
}

// Wrong elements hold what belongs `step` elements further on.
bool shifted_by(const Mismatches& m, const Values& values, Index step) {
  Index hits = 0;
  const bool none_else = all_wrong(m, [&](Index i) {
    const Index from = i + step;
    if (from < 0 || from >= m.buffer->elements()) return true;
    ++hits;
    return close(m, values[i], values.exact(from));
  });
  return none_else && hits >= 3;
}

bool transposed(const Mismatches& m, const Values& values) {
  if (m.buffer->shape.size() != 2 || m.wrong.size() < 3) return false;
  const Index rows = m.buffer->shape[0], columns = m.buffer->shape[1];
  // Either the square's mirror image, or the same bytes laid out as columns x rows.
  return all_wrong(m, [&](Index i) {
    const Index row = i / columns, column = i % columns;
    if (rows == columns) return close(m, values[i], values.exact(column * rows + row));
    return close(m, values[i], values.exact(i % rows * columns + i / rows));
  });
}

bool near_integer(double x) {
  return std::abs(x - std::round(x)) <= 1e-4 * std::abs(x) && std::abs(std::round(x)) >= 2;
}

std::string scaled(const Mismatches& m, const Values& values) {
  if (!is_float(m.buffer->type) && m.wrong.size() < 3) return {};
  double ratio = NAN;
  for (const Index i : m.wrong)
    if (values.exact(i) != 0 && std::isfinite(values.exact(i))) {
      ratio = values[i] / values.exact(i);
      break;
    }
  if (!std::isfinite(ratio) || ratio == 0) return {};
  const bool constant = all_wrong(m, [&](Index i) {
    return std::abs(values[i] - ratio * values.exact(i)) <= 1e-4 * std::abs(values[i]);
  });
  if (!constant) return {};
  if (std::abs(ratio + 1) < 1e-4) return "the sign is wrong";
  if (near_integer(ratio)) return fmt::format("{} times the right value", std::round(ratio));
  if (near_integer(1 / ratio)) return fmt::format("1/{} of the right value", std::round(1 / ratio));
  return m.wrong.size() >= 3 ? fmt::format("{:.4g} times the right value", ratio) : std::string();
}

std::string offset(const Mismatches& m, const Values& values) {
  if (is_float(m.buffer->type)) return {};
  const double difference = values[m.wrong.front()] - values.exact(m.wrong.front());
  const bool constant = all_wrong(m, [&](Index i) { return values[i] - values.exact(i) == difference; });
  if (!constant || std::abs(difference) > 1e6 || (m.wrong.size() < 3 && std::abs(difference) > 1)) return {};
  return fmt::format("{} too {}", std::abs(difference), difference > 0 ? "large" : "small");
}

// The poison is a NaN that survives arithmetic, and -1 in integers.
std::string still_poison(const Mismatches& m, const Values& values) {
  if (is_float(m.buffer->type)) return "never written, or only added to (still the poison 0xFF)";
  if (m.wrong.size() >= 4) return "never written (still the poison 0xFF)";
  return fmt::format("never written (still the poison 0xFF), or {}",
                     element_text(m.buffer->type, values.bytes(m.wrong.front())));
}

}  // namespace

std::string what_in_words(const Mismatches& m) {
  const Values values(m);
  const bool poisoned = m.buffer->role == Role::out;
  if (poisoned && all_wrong(m, [&](Index i) { return values.poison(i); })) return still_poison(m, values);
  if (is_float(m.buffer->type) && all_wrong(m, [&](Index i) { return std::isnan(values[i]); }))
    return "NaN where a number is due";
  const bool several = m.wrong.size() >= 2;  // of a lone value its example says more
  if (several && all_wrong(m, [&](Index i) { return values[i] == 0; })) return "all zero";
  for (const NamedValues& input : m.inputs)
    if (several && all_wrong(m, [&](Index i) { return values.same(i, input.bytes); }))
      return input.name == m.buffer->name ? "unchanged, still the values from before the call"
                                          : fmt::format("equal to the input {}", input.name);
  if (m.wrong.size() >= 3 && all_wrong(m, [&](Index i) { return values.equal(i, m.wrong.front()); }))
    return fmt::format("all are {}", element_text(m.buffer->type, values.bytes(m.wrong.front())));
  if (m.exact.empty()) return {};
  if (shifted_by(m, values, 1)) return "shifted by one, each holds what belongs in the next element";
  if (shifted_by(m, values, -1)) return "shifted by one, each holds what belongs in the element before";
  if (transposed(m, values)) return "rows and columns are swapped";
  const std::string factor = scaled(m, values);
  if (!factor.empty()) return factor;
  const std::string distance = offset(m, values);
  if (!distance.empty()) return distance;
  if (poisoned && is_float(m.buffer->type) &&
      std::any_of(m.wrong.begin(), m.wrong.end(), [&](Index i) { return values.poison(i); }))
    return "some were never written";
  if (is_float(m.buffer->type) &&
      std::any_of(m.wrong.begin(), m.wrong.end(), [&](Index i) { return std::isnan(values[i]); }))
    return "NaN among them";
  return {};
}

}  // namespace prep
