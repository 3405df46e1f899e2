#include "judge/types.h"

#include <array>
#include <cmath>
#include <cstring>

#include "catch.h"

using namespace prep;

namespace {

double stored(Type type, double value) {
  std::array<std::byte, 8> element{};
  store(type, element.data(), value);
  return load(type, element.data());
}

double stored_below(Type type, double value, double limit) {
  std::array<std::byte, 8> element{};
  store_below(type, element.data(), value, limit);
  return load(type, element.data());
}

}  // namespace

TEST_CASE("integers round to nearest and saturate") {
  CHECK(stored(Type::u8, 254.6) == 255);
  CHECK(stored(Type::u8, 300) == 255);
  CHECK(stored(Type::u8, -1) == 0);
  CHECK(stored(Type::i8, -200) == -128);
  CHECK(stored(Type::i32, 2147483648.0) == 2147483647.0);
  CHECK(stored(Type::i32, -2147483648.0) == -2147483648.0);
  CHECK(stored(Type::u32, 4294967295.0) == 4294967295.0);
  CHECK(stored(Type::i64, 1e19) == 9223372036854775808.0);
  CHECK(stored(Type::u64, 1e19) == 1e19);
  CHECK(stored(Type::i32, NAN) == 0);
}

TEST_CASE("a drawn value stays below its limit after rounding") {
  const double nearly = std::nextafter(1.0, 0.0);
  CHECK(stored(Type::f32, nearly) == 1.0);
  for (const Type type : {Type::f16, Type::bf16, Type::f32, Type::f64}) {
    CHECK(stored_below(type, nearly, 1.0) < 1.0);
    CHECK(stored_below(type, -5e-324, -0.0) < 0.0);
    CHECK(stored_below(type, 0.25, 1.0) == 0.25);
  }
  CHECK(stored_below(Type::f32, std::nextafter(-2.0, -3.0), -2.0) < -2.0);
  CHECK(stored_below(Type::u8, 9.99, 10) == 9);
}

TEST_CASE("numbers are written so that they can be told apart, and no longer") {
  CHECK(number_text(Type::f32, 0.1f) == "0.1");
  CHECK(number_text(Type::f32, std::nextafter(0.1f, 1.0f)) == "0.10000001");
  CHECK(number_text(Type::f64, 1.0 / 3) == "0.3333333333333333");
  CHECK(number_text(Type::f16, 0.333251953125) == "0.3333");
  CHECK(number_text(Type::f32, NAN) == "NaN");
  CHECK(number_text(Type::f32, 2.0) == "2");
}

TEST_CASE("64-bit integers are written exactly") {
  const std::int64_t below = -9007199254740993, above = -1;
  std::array<std::byte, 8> element{};
  std::memcpy(element.data(), &below, 8);
  CHECK(element_text(Type::i64, element.data()) == "-9007199254740993");
  std::memcpy(element.data(), &above, 8);
  CHECK(element_text(Type::u64, element.data()) == "18446744073709551615");
}
