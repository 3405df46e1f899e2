#include "judge/fill_buffer.h"

#include "judge/fill.h"
#include "judge/types.h"

namespace prep {
namespace {

// One loop for each kind, so that the element's work is inlined.
template <class Put>
void each(const Fill& fill, std::uint64_t key, std::uint64_t elements, Put put) {
  const auto loop = [&](auto kind) {
    const Fill one{kind(), fill.a, fill.b};
    for (std::uint64_t i = 0; i < elements; ++i) put(i, fill_value(one, key, elements, i));
  };
  using Kind = Fill::Kind;
  switch (fill.kind) {
    case Kind::uniform:
      return loop([] { return Kind::uniform; });
    case Kind::normal:
      return loop([] { return Kind::normal; });
    case Kind::integers:
      return loop([] { return Kind::integers; });
    case Kind::permutation:
      return loop([] { return Kind::permutation; });
    case Kind::custom:
      return;
  }
}

}  // namespace

void fill_buffer(const Buffer& buffer, std::uint64_t key, std::span<std::byte> bytes) {
  const Type type = buffer.type;
  const std::size_t size = size_of(type);
  const std::uint64_t elements = bytes.size() / size;
  std::byte* const at = bytes.data();
  // A uniform value must not be rounded up to its open end: floats that reach it take the slow way.
  const double end = buffer.fill.kind == Fill::Kind::uniform ? buffer.fill.b : 0;
  const bool open_ended = buffer.fill.kind == Fill::Kind::uniform;
  const auto put_float = [&](auto* to, auto rounded, auto widened) {
    each(buffer.fill, key, elements, [=](std::uint64_t i, double value) {
      to[i] = rounded(value);
      if (open_ended && !(widened(to[i]) < end)) store_below(type, at + i * size, value, end);
    });
  };
  switch (type) {
    case Type::f32:
      return put_float(
          reinterpret_cast<float*>(at), [](double v) { return static_cast<float>(v); },
          [](float v) { return static_cast<double>(v); });
    case Type::f64:
      return put_float(
          reinterpret_cast<double*>(at), [](double v) { return v; }, [](double v) { return v; });
    case Type::f16:
      return put_float(
          reinterpret_cast<std::uint16_t*>(at), [](double v) { return to_half(v, kF16); },
          [](std::uint16_t v) { return from_half(v, kF16); });
    case Type::bf16:
      return put_float(
          reinterpret_cast<std::uint16_t*>(at), [](double v) { return to_half(v, kBf16); },
          [](std::uint16_t v) { return from_half(v, kBf16); });
    default:
      return each(buffer.fill, key, elements, [=](std::uint64_t i, double value) {
        if (open_ended)
          store_below(type, at + i * size, value, end);
        else
          store(type, at + i * size, value);
      });
  }
}

}  // namespace prep
