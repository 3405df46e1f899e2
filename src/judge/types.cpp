#include "judge/types.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "judge/half.h"

namespace prep {
namespace {

template <class T>
T read(const std::byte* element) {
  T value;
  std::memcpy(&value, element, sizeof value);
  return value;
}

template <class T>
void write(std::byte* element, T value) {
  std::memcpy(element, &value, sizeof value);
}

template <class T>
T saturated(double value) {
  if (std::isnan(value)) return 0;
  const double whole = std::nearbyint(value);
  // The bounds as doubles: 2^63 and 2^64 are exact, so >= keeps the cast defined.
  if (whole >= std::ldexp(1.0, std::numeric_limits<T>::digits)) return std::numeric_limits<T>::max();
  if (whole <= static_cast<double>(std::numeric_limits<T>::min())) return std::numeric_limits<T>::min();
  return static_cast<T>(whole);
}

// The next smaller value of a sign-magnitude format.
template <class Bits>
Bits one_less(Bits bits) {
  constexpr Bits kSign = static_cast<Bits>(Bits{1} << (8 * sizeof(Bits) - 1));
  if ((bits & kSign) != 0) return static_cast<Bits>(bits + 1);
  return bits == 0 ? static_cast<Bits>(kSign + 1) : static_cast<Bits>(bits - 1);
}

}  // namespace

std::size_t size_of(Type type) {
  switch (type) {
    case Type::u8:
    case Type::i8:
    case Type::records:
      return 1;
    case Type::u16:
    case Type::f16:
    case Type::bf16:
      return 2;
    case Type::i32:
    case Type::u32:
    case Type::f32:
      return 4;
    case Type::i64:
    case Type::u64:
    case Type::f64:
      return 8;
  }
  return 1;
}

std::string_view name_of(Type type) {
  constexpr std::array<std::string_view, 12> kNames{"u8",  "i8",  "u16",  "i32", "u32", "i64",
                                                    "u64", "f16", "bf16", "f32", "f64", "records"};
  return kNames.at(static_cast<std::size_t>(type));
}

bool is_float(Type type) {
  return type == Type::f16 || type == Type::bf16 || type == Type::f32 || type == Type::f64;
}

double load(Type type, const std::byte* element) {
  switch (type) {
    case Type::f16:
      return from_half(read<std::uint16_t>(element), kF16);
    case Type::bf16:
      return from_half(read<std::uint16_t>(element), kBf16);
    case Type::f32:
      return static_cast<double>(read<float>(element));
    case Type::f64:
      return read<double>(element);
    case Type::u64:
      return static_cast<double>(read<std::uint64_t>(element));
    default:
      return static_cast<double>(load_integer(type, element));
  }
}

std::int64_t load_integer(Type type, const std::byte* element) {
  switch (type) {
    case Type::u8:
    case Type::records:
      return read<std::uint8_t>(element);
    case Type::i8:
      return read<std::int8_t>(element);
    case Type::u16:
      return read<std::uint16_t>(element);
    case Type::i32:
      return read<std::int32_t>(element);
    case Type::u32:
      return read<std::uint32_t>(element);
    case Type::i64:
      return read<std::int64_t>(element);
    case Type::u64:
      return static_cast<std::int64_t>(read<std::uint64_t>(element));
    default:
      return static_cast<std::int64_t>(load(type, element));
  }
}

void store(Type type, std::byte* element, double value) {
  switch (type) {
    case Type::u8:
    case Type::records:
      return write(element, saturated<std::uint8_t>(value));
    case Type::i8:
      return write(element, saturated<std::int8_t>(value));
    case Type::u16:
      return write(element, saturated<std::uint16_t>(value));
    case Type::i32:
      return write(element, saturated<std::int32_t>(value));
    case Type::u32:
      return write(element, saturated<std::uint32_t>(value));
    case Type::i64:
      return write(element, saturated<std::int64_t>(value));
    case Type::u64:
      return write(element, saturated<std::uint64_t>(value));
    case Type::f16:
      return write(element, to_half(value, kF16));
    case Type::bf16:
      return write(element, to_half(value, kBf16));
    case Type::f32:
      return write(element, static_cast<float>(value));
    case Type::f64:
      return write(element, value);
  }
}

void store_below(Type type, std::byte* element, double value, double limit) {
  if (!is_float(type)) return store(type, element, std::floor(value));
  store(type, element, value);
  if (load(type, element) < limit) return;
  switch (size_of(type)) {
    case 2:
      return write(element, one_less(read<std::uint16_t>(element)));
    case 4:
      return write(element, one_less(read<std::uint32_t>(element)));
    default:
      return write(element, one_less(read<std::uint64_t>(element)));
  }
}

double rounded_to(Type type, double value) {
  std::array<std::byte, 8> element{};
  store(type, element.data(), value);
  return load(type, element.data());
}

std::string number_text(Type type, double value) {
  if (std::isnan(value)) return "NaN";
  int digits = 9;
  if (type == Type::f16) digits = 5;
  if (type == Type::bf16) digits = 4;
  if (type == Type::f64) digits = 17;
  if (!is_float(type)) digits = 15;
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*g", digits, value);
  // The shortest text that still tells the value apart reads better than 0.10000000149.
  for (int fewer = 1; fewer < digits; ++fewer) {
    std::array<char, 64> shorter{};
    std::snprintf(shorter.data(), shorter.size(), "%.*g", fewer, value);
    if (rounded_to(type, std::strtod(shorter.data(), nullptr)) == value) return shorter.data();
  }
  return text.data();
}

std::string element_text(Type type, const std::byte* element) {
  if (is_float(type)) return number_text(type, load(type, element));
  if (type == Type::u64) return std::to_string(static_cast<std::uint64_t>(load_integer(type, element)));
  return std::to_string(load_integer(type, element));
}

}  // namespace prep
