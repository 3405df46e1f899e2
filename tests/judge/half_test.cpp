#include "judge/half.h"

#include <bit>
#include <cmath>
#include <limits>

#include "catch.h"

using namespace prep;

TEST_CASE("fp16: known bit patterns both ways") {
  const auto [bits, value] = GENERATE(table<int, double>({{0x0000, 0.0},
                                                          {0x3C00, 1.0},
                                                          {0xC000, -2.0},
                                                          {0x7BFF, 65504.0},
                                                          {0x0400, 0x1p-14},
                                                          {0x03FF, 1023 * 0x1p-24},
                                                          {0x0001, 0x1p-24},
                                                          {0x3555, 0.333251953125}}));
  CHECK(to_half(value, kF16) == bits);
  CHECK(from_half(static_cast<std::uint16_t>(bits), kF16) == value);
}

TEST_CASE("bf16: known bit patterns both ways") {
  const auto [bits, value] = GENERATE(table<int, double>(
      {{0x3F80, 1.0}, {0xC0A0, -5.0}, {0x7F7F, 0x1.FEp127}, {0x0080, 0x1p-126}, {0x0001, 0x1p-133}}));
  CHECK(to_half(value, kBf16) == bits);
  CHECK(from_half(static_cast<std::uint16_t>(bits), kBf16) == value);
}

TEST_CASE("ties go to even, a hair more goes up, and the carry runs into the exponent") {
  CHECK(to_half(1 + 0x1p-11, kF16) == 0x3C00);
  CHECK(to_half(1 + 3 * 0x1p-11, kF16) == 0x3C02);
  CHECK(to_half(1 + 0x1p-11 + 0x1p-40, kF16) == 0x3C01);
  CHECK(to_half(2 - 0x1p-12, kF16) == 0x4000);
  CHECK(to_half(0x1p-25, kF16) == 0x0000);
  CHECK(to_half(0x1p-25 + 0x1p-50, kF16) == 0x0001);
  CHECK(to_half(1 + 0x1p-8, kBf16) == 0x3F80);
  CHECK(to_half(1 + 3 * 0x1p-8, kBf16) == 0x3F82);
}

TEST_CASE("overflow, infinities, NaN and signed zero keep their class") {
  CHECK(to_half(65519.999, kF16) == 0x7BFF);
  CHECK(to_half(65520.0, kF16) == 0x7C00);
  CHECK(to_half(-1e300, kF16) == 0xFC00);
  CHECK(to_half(std::numeric_limits<double>::infinity(), kBf16) == 0x7F80);
  CHECK(std::isnan(from_half(to_half(NAN, kF16), kF16)));
  CHECK(to_half(-0.0, kF16) == 0x8000);
  CHECK(to_half(5e-324, kBf16) == 0x0000);
  CHECK(std::isinf(from_half(0x7C00, kF16)));
}

TEST_CASE("all 65536 patterns of both formats survive a round trip") {
  for (const HalfFormat format : {kF16, kBf16})
    for (int bits = 0; bits < 65536; ++bits) {
      const double value = from_half(static_cast<std::uint16_t>(bits), format);
      if (!std::isnan(value) && to_half(value, format) != bits)
        FAIL("pattern " << bits << " of " << format.exponent_bits << " exponent bits");
    }
  SUCCEED();
}

TEST_CASE("bf16 agrees with rounding a float's upper half") {
  for (int i = 0; i < 20000; ++i) {
    const float value = static_cast<float>(std::ldexp(1.0 + i * 0x1.8p-16, i % 200 - 100));
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t due = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
    if (to_half(value, kBf16) != due) FAIL("float " << value);
  }
  SUCCEED();
}
