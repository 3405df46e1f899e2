#include "judge/compare.h"

#include <array>
#include <cmath>
#include <cstring>
#include <limits>

#include "catch.h"
#include "judge/types.h"

using namespace prep;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity(),
                 kNan = std::numeric_limits<double>::quiet_NaN();

Compared compared(Type type, double out, double exact, Tolerance tolerance, double magnitude = -1) {
  std::array<std::byte, 8> element{};
  store(type, element.data(), out);
  return compare_value(type, element.data(), exact, magnitude, tolerance);
}

}  // namespace

TEST_CASE("NaN and infinities match by class, whatever the tolerance") {
  const std::array<double, 5> classes{kNan, kInf, -kInf, 0.0, 1.5};
  const Tolerance tolerance = GENERATE(Tolerance{}, Tolerance{1e-3, 1e-3}, Tolerance{1e30, 0});
  for (const Type type : {Type::f16, Type::bf16, Type::f32, Type::f64})
    for (std::size_t out = 0; out < classes.size(); ++out)
      for (std::size_t exact = 0; exact < classes.size(); ++exact) {
        if (out >= 3 && exact >= 3) continue;  // numbers: other cases
        // Within an infinite or overflowing tolerance of a number an infinity of the same sign may be right.
        if (tolerance.abs == 1e30 && (type == Type::f16) && out < 3 && exact >= 3 && out != 0) continue;
        INFO(name_of(type) << " out " << classes[out] << " exact " << classes[exact]);
        CHECK(compared(type, classes[out], classes[exact], tolerance).right == (out == exact));
      }
}

TEST_CASE("a NaN tolerance passes nothing") { CHECK_FALSE(compared(Type::f32, 1, 1, {kNan, 0}).right); }

TEST_CASE("the tolerance is absolute plus relative to the magnitude") {
  CHECK(compared(Type::f64, 1.5, 1, {0.5, 0}).right);
  CHECK_FALSE(compared(Type::f64, 1.5 + 1e-12, 1, {0.5, 0}).right);
  CHECK(compared(Type::f64, 11, 10, {0, 0.1}).right);
  CHECK_FALSE(compared(Type::f64, 11, 10, {0, 0.09}).right);
  CHECK(compared(Type::f64, 1e-3, 0, {0, 1e-6}, 1000).right);
  CHECK_FALSE(compared(Type::f64, 1e-3, 0, {0, 1e-6}).right);
  CHECK(compared(Type::f64, 11, 10, {0, 0.1}).error == 1);
}

TEST_CASE("an empty tolerance wants the exact value rounded to the type") {
  CHECK(compared(Type::f32, 1.0f / 3, 1.0 / 3, {}).right);
  CHECK_FALSE(compared(Type::f32, std::nextafter(1.0f / 3, 1.0f), 1.0 / 3, {}).right);
  CHECK(compared(Type::f32, -0.0, 0.0, {}).right);
}

TEST_CASE("an exact value that overflows the type is an infinity there") {
  CHECK(compared(Type::f16, kInf, 1e6, {0, 1e-3}).right);
  CHECK_FALSE(compared(Type::f16, -kInf, 1e6, {0, 1e-3}).right);
  CHECK_FALSE(compared(Type::f16, kInf, 100, {0, 1e-3}).right);
  CHECK(compared(Type::f16, kInf, 65500, {0, 1e-3}).right);
  CHECK(compared(Type::f16, 65504, 65500, {0, 1e-3}).right);
  CHECK_FALSE(compared(Type::f16, 65504, 1e6, {0, 1e-3}).right);
}

TEST_CASE("integers compare exactly, also where a double cannot") {
  const std::int64_t big = (std::int64_t{1} << 53) + 1;
  std::array<std::byte, 8> element{};
  std::memcpy(element.data(), &big, 8);
  CHECK(compare_integer(Type::i64, element.data(), big).right);
  CHECK_FALSE(compare_integer(Type::i64, element.data(), big - 1).right);
  const std::uint64_t top = ~std::uint64_t{0};
  std::memcpy(element.data(), &top, 8);
  CHECK(compare_integer(Type::u64, element.data(), -1).right);
  CHECK(compare_integer(Type::u64, element.data(), -3).error == 2);
  store(Type::f32, element.data(), 7);
  CHECK(compare_integer(Type::f32, element.data(), 7).right);
}
