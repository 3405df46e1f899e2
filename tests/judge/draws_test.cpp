#include "judge/draws.h"

#include <map>
#include <set>

#include "catch.h"

using namespace prep;
using prep_test::ContainsSubstring;

namespace {

bool anything(const Params&) { return true; }

Index draw_n(const std::string& rule, std::uint64_t draw) {
  return draw_case(R"({"name":"d","n":)" + rule + "}", 1, draw, anything).params.i("n");
}

}  // namespace

TEST_CASE("fixed parameters are taken as they are, reserved keys are none") {
  const DrawnCase drawn =
      draw_case(R"({"name":"tail","n":1025,"scale":0.5,"times":3,"sim":"skip","gpu":"run"})", 1, 0, anything);
  CHECK(drawn.params.i("n") == 1025);
  CHECK(drawn.params.f("scale") == 0.5);
  CHECK(drawn.params.all().size() == 2);
  CHECK(drawn.name == "n=1025 scale=0.5");
  CHECK_THROWS_WITH(drawn.params.i("m"), ContainsSubstring("no parameter \"m\""));
}

TEST_CASE("a case without parameters keeps its name") {
  CHECK(draw_case(R"({"name":"whole"})", 1, 0, anything).name == "whole");
}

TEST_CASE("draws repeat with seed and number, and differ otherwise") {
  const std::string rule = R"({"draw":"uniform","min":0,"max":1000000})";
  CHECK(draw_n(rule, 3) == draw_n(rule, 3));
  std::set<Index> values;
  for (std::uint64_t k = 0; k < 50; ++k) values.insert(draw_n(rule, k));
  CHECK(values.size() > 45);
}

TEST_CASE("a log draw meets every order of magnitude, both ends included") {
  std::map<int, int> digits;
  bool low = false;
  for (std::uint64_t k = 0; k < 2000; ++k) {
    const Index n = draw_n(R"({"draw":"log","min":1,"max":1000000})", k);
    REQUIRE((n >= 1 && n <= 1000000));
    low = low || n == 1;
    ++digits[static_cast<int>(std::to_string(n).size())];
  }
  CHECK(low);
  for (int d = 1; d <= 6; ++d) CHECK(digits[d] > 150);
  std::set<Index> small;
  for (std::uint64_t k = 0; k < 100; ++k) small.insert(draw_n(R"({"draw":"log","min":0,"max":2})", k));
  CHECK(small == std::set<Index>{0, 1, 2});
}

TEST_CASE("odd, choice and real draws keep to their rules") {
  for (std::uint64_t k = 0; k < 200; ++k) {
    const Index odd = draw_n(R"({"draw":"odd","min":4,"max":10})", k);
    CHECK((odd == 5 || odd == 7 || odd == 9));
    const Index choice = draw_n(R"({"draw":"choice","of":[64,128]})", k);
    CHECK((choice == 64 || choice == 128));
    const double real =
        draw_case(R"({"name":"r","x":{"draw":"uniform","min":0.5,"max":2}})", 1, k, anything).params.f("x");
    CHECK((real >= 0.5 && real < 2));
  }
}

TEST_CASE("an illegal draw is drawn again; a hopeless or fixed one is said") {
  const auto even = [](const Params& p) { return p.i("n") % 2 == 0; };
  for (std::uint64_t k = 0; k < 20; ++k)
    CHECK(draw_case(R"({"name":"e","n":{"draw":"uniform","min":1,"max":9}})", 1, k, even).params.i("n") % 2 ==
          0);
  CHECK_THROWS_WITH(draw_case(R"({"name":"o","n":{"draw":"odd","min":1,"max":9}})", 1, 0, even),
                    ContainsSubstring("none of 1000 draws"));
  CHECK_THROWS_WITH(draw_case(R"({"name":"o","n":3})", 1, 0, even), ContainsSubstring("(n=3) is not legal"));
}

TEST_CASE("malformed rows are refused with their key") {
  const std::string row = GENERATE(
      R"({"name":"x","n":"5"})", R"({"name":"x","n":{"draw":"cauchy","min":1,"max":2}})",
      R"({"name":"x","n":{"draw":"log","min":3,"max":2}})", R"({"name":"x","n":{"draw":"choice","of":[]}})",
      R"({"name":"x","n":{"draw":"log","min":-1,"max":2}})",
      R"({"name":"x","n":{"draw":"uniform","max":2}})");
  CHECK_THROWS_WITH(draw_case(row, 1, 0, anything), ContainsSubstring("\"n\""));
  CHECK_THROWS_AS(draw_case("[1]", 1, 0, anything), std::invalid_argument);
}
