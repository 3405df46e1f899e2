#include "judge/output_comparison.h"

#include <algorithm>

#include "catch.h"

using namespace prep;

TEST_CASE("small outputs are compared whole") {
  const std::vector<Index> units = choose_units(1000, kAllElements, 1);
  CHECK(units.size() == 1000);
}

TEST_CASE("large outputs are compared at both ends and at random, other units each time") {
  const Index many = 10 * kAllElements;
  const std::vector<Index> a = choose_units(many, many, 1), b = choose_units(many, many, 2);
  CHECK(a.size() > 4000);
  CHECK(a.size() < 5000);
  CHECK(a.front() == 0);
  CHECK(a.back() == many - 1);
  CHECK(a != b);
  CHECK(std::is_sorted(a.begin(), a.end()));
}

TEST_CASE("few large units are few, and all of them where that is no more work") {
  CHECK(choose_units(100000, Index{100000} * 16384, 1).size() <= 64);
  CHECK(choose_units(20, 2 * kAllElements, 1).size() == 20);
}

TEST_CASE("elements are named by their row-major coordinates") {
  const Buffer cube{"y", Type::f32, {2, 3, 4}, Role::out, {}}, line{"s", Type::f32, {5}, Role::out, {}},
      scalar{"s", Type::f32, {}, Role::out, {}};
  CHECK(element_name(cube, 23) == "y[1][2][3]");
  CHECK(element_name(cube, 5) == "y[0][1][1]");
  CHECK(element_name(line, 4) == "s[4]");
  CHECK(element_name(scalar, 0) == "s");
}

TEST_CASE("an exact value outside the output is the kit's fault") {
  const std::vector<Buffer> buffers{{"y", Type::f32, {2}, Role::out, {}},
                                    {"x", Type::f32, {2}, Role::in, {}}};
  const std::vector<std::byte> bytes(8);
  OutputState state;
  state.actual = bytes;
  OutputComparison comparison(buffers, {state});
  CHECK_THROWS_AS(comparison.value("y", 2, 0, -1), std::logic_error);
  CHECK_THROWS_AS(comparison.value("y", -1, 0, -1), std::logic_error);
  CHECK_THROWS_AS(comparison.value("x", 0, 0, -1), std::logic_error);
  CHECK_NOTHROW(comparison.value("y", 1, 0, -1));
  CHECK(comparison.outputs()[0].compared == 1);
  CHECK(comparison.outputs()[0].wrong.empty());
}
