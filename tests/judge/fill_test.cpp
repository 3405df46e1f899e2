#include "judge/fill.h"

#include <cmath>
#include <vector>

#include "catch.h"

using namespace prep;

TEST_CASE("values are the same on every machine: vectors") {
  CHECK(random_word(0, 0) == 0xE220A8397B1DCDAFull);  // splitmix64 with the seed 0
  CHECK(random_word(0, 1) == 0x6E789E6AA1B965F4ull);
  static_assert(random_word(0, 2) == 0x06C45D188009454Full);
  static_assert(high_product(~0ull, ~0ull) == ~0ull - 1);
  static_assert(high_product(1ull << 63, 6) == 3);
}

TEST_CASE("uniform values fill their range evenly") {
  const Fill fill = Fill::uniform(-2, 6);
  double sum = 0;
  std::vector<int> bins(16);
  for (std::uint64_t i = 0; i < 64000; ++i) {
    const double value = fill_value(fill, 42, 64000, i);
    REQUIRE(value >= -2);
    REQUIRE(value < 6);
    sum += value;
    ++bins[static_cast<std::size_t>((value + 2) * 2)];
  }
  CHECK(std::abs(sum / 64000 - 2) < 0.05);
  for (const int count : bins) CHECK(std::abs(count - 4000) < 350);
}

TEST_CASE("normal values have their mean, their sigma, and thin tails") {
  double sum = 0, squares = 0;
  int beyond_two = 0;
  const int n = 60000;
  for (std::uint64_t i = 0; i < n; ++i) {
    const double value = fill_value(Fill::normal(10, 2), 7, n, i);
    sum += value;
    squares += (value - 10) * (value - 10);
    beyond_two += std::abs(value - 10) > 4 ? 1 : 0;
    REQUIRE(std::abs(value - 10) <= 12);
  }
  CHECK(std::abs(sum / n - 10) < 0.05);
  CHECK(std::abs(std::sqrt(squares / n) - 2) < 0.03);
  CHECK(std::abs(beyond_two / static_cast<double>(n) - 0.0455) < 0.005);
}

TEST_CASE("integers reach both ends and stay whole") {
  std::vector<int> seen(7);
  for (std::uint64_t i = 0; i < 7000; ++i) {
    const double value = fill_value(Fill::integers(-3, 3), 1, 7000, i);
    REQUIRE(value == std::floor(value));
    ++seen.at(static_cast<std::size_t>(value + 3));
  }
  for (const int count : seen) CHECK(std::abs(count - 1000) < 160);
  CHECK(fill_value(Fill::integers(5, 5), 1, 1, 0) == 5);
}

TEST_CASE("a permutation is a bijection of every size and moves most elements") {
  for (const std::uint64_t n : {1ull, 2ull, 3ull, 5ull, 16ull, 17ull, 1000ull, 4097ull}) {
    std::vector<bool> seen(n);
    std::uint64_t fixed = 0;
    for (std::uint64_t i = 0; i < n; ++i) {
      const std::uint64_t to = permuted(99, n, i);
      REQUIRE(to < n);
      REQUIRE_FALSE(seen[to]);
      seen[to] = true;
      fixed += to == i ? 1 : 0;
    }
    if (n >= 16) CHECK(fixed < 8);
  }
}

TEST_CASE("other keys and other parts give other values") {
  CHECK(chain(1, 0) != chain(1, 1));
  CHECK(chain(1, 0) != chain(2, 0));
  int same = 0;
  for (std::uint64_t i = 0; i < 1000; ++i)
    same +=
        fill_value(Fill::uniform(0, 1), 1, 1000, i) == fill_value(Fill::uniform(0, 1), 2, 1000, i) ? 1 : 0;
  CHECK(same == 0);
  int fixed = 0;
  for (std::uint64_t i = 0; i < 1000; ++i) fixed += permuted(1, 1000, i) == permuted(2, 1000, i) ? 1 : 0;
  CHECK(fixed < 10);
}

TEST_CASE("Rng draws within its bounds and repeats with its key") {
  Rng a(5), b(5);
  for (int i = 0; i < 1000; ++i) {
    const Index value = a.between(-4, 9);
    CHECK((value >= -4 && value <= 9));
    CHECK(value == b.between(-4, 9));
  }
  CHECK_THROWS_AS(a.below(0), std::logic_error);
  double sum = 0;
  for (int i = 0; i < 10000; ++i) sum += a.normal();
  CHECK(std::abs(sum / 10000) < 0.05);
}
