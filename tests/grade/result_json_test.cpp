#include <nlohmann/json.hpp>

#include "catch.h"
#include "grade/grade.h"
#include "grade/verdict_cache.h"

using namespace prep;

namespace {

GradeResult sample() {
  GradeResult r;
  r.exercise = "ex_10";
  r.version = 2;
  r.backend = "sim";
  r.seed = "00ff";
  r.verdict = Verdict::wrong_answer;
  CaseResult c;
  c.name = "n=1025";
  c.verdict = Verdict::wrong_answer;
  c.stage = "check";
  c.message = "mismatch at 1024";
  c.max_abs_err = 3.25;
  c.mismatches = 1;
  r.cases = {c};
  Finding f;
  f.kind = "race";
  f.file = "reduction.cu";
  f.line = 21;
  r.diagnostics = {f};
  r.model = ModelFigures{1.0, 1.0, 1.0, 8, {}};
  r.learner_output = "caf\xe9";  // not UTF-8: a learner may print anything
  return r;
}

}  // namespace

TEST_CASE("prep.run/1 has the keys that the design promises") {
  const auto object = nlohmann::json::parse(to_json(sample(), Recorded::yes));
  CHECK(object["schema"] == "prep.run/1");
  for (const char* key : {"exercise", "version", "backend", "seed", "verdict", "band", "cases", "measure",
                          "diagnostics", "model", "build_s", "run_s", "total_s", "recorded"})
    CHECK(object.contains(key));
  CHECK(object["band"].is_null());
  CHECK(object["verdict"] == "wrong_answer");
  CHECK(object["cases"][0]["max_abs_err"] == 3.25);
  CHECK(object["diagnostics"][0]["line"] == 21);
  CHECK(object["recorded"] == true);
}

TEST_CASE("the cache gives back what it was given") {
  GradeResult r = sample();
  r.verdict = Verdict::passed;
  r.band = "gold";
  r.of_target = 0.97;
  MeasureRow row;
  row.name = "big";
  row.median_us = 12.5;
  row.baseline_us = 13.0;
  row.versus_baseline = "FASTER";
  r.measure = {row};
  const auto back = from_cache_text(cache_text(r));
  REQUIRE(back.has_value());
  CHECK(back->verdict == Verdict::passed);
  CHECK(back->band == "gold");
  CHECK(back->of_target == 0.97);
  CHECK(back->measure.at(0).baseline_us == 13.0);
  CHECK(back->cases.at(0).name == "n=1025");
  CHECK(back->model->barriers == 8);
}

TEST_CASE("a damaged cache entry is no verdict") {
  const std::string text = cache_text(sample());
  for (std::size_t cut = 0; cut < text.size(); cut += 7)
    CHECK_FALSE(from_cache_text(text.substr(0, cut)).has_value());
  CHECK_FALSE(from_cache_text("{}").has_value());
  CHECK_FALSE(from_cache_text(R"({"verdict":"splendid"})").has_value());
}
