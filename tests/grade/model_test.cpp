#include "grade/model.h"

#include "catch.h"

using namespace prep;

TEST_CASE("the model line is summed, and the dearest lines are told in words") {
  ModelSums sums;
  const std::string report =
      R"({"kind":"warning","line":1,"message":"x"})"
      "\n"
      R"({"model":{"per_line":[{"file":"a.cu","line":18,"space":"shared","op":"store","requests":10,"transactions":320,"ideal":10,"ways":32},)"
      R"({"file":"a.cu","line":12,"space":"global","op":"load","requests":100,"transactions":400,"ideal":400,"ways":1},)"
      R"({"file":"a.cu","line":13,"space":"global","op":"store","requests":100,"transactions":3200,"ideal":400,"ways":1}],"barriers":7}})"
      "\n";
  CHECK(add_model_line(report, sums));
  CHECK(sums.requests == 200);
  CHECK(sums.transactions == 3600);
  CHECK(sums.ideal == 800);
  CHECK(sums.shared_ways == 320);
  CHECK(sums.barriers == 7);
  REQUIRE(sums.lines.size() == 2);
  CHECK_THAT(sums.lines[0], prep_test::ContainsSubstring("line 13"));
  CHECK_THAT(sums.lines[1], prep_test::ContainsSubstring("32-way bank conflict"));
}

TEST_CASE("a report without counters is no model") {
  ModelSums sums;
  CHECK_FALSE(add_model_line("", sums));
  CHECK_FALSE(add_model_line("{\"model\":3}\nx\n", sums));
}
