#include "cli/run_screen.h"

#include "catch.h"
#include "cli/golden.h"

namespace prep {
namespace {

using prep_test::golden;

Kit kit() {
  Kit kit;
  kit.id = "ex_09";
  kit.slug = "transpose";
  kit.title = "Tiled transpose";
  return kit;
}

GradeResult graded(Verdict verdict) {
  GradeResult result;
  result.exercise = "ex_09";
  result.backend = "sim";
  result.seed = "0123456789abcdef";
  result.verdict = verdict;
  result.build_s = 0.84;
  result.run_s = 0.4;
  result.total_s = 1.31;
  return result;
}

CaseResult good_case(const std::string& name) {
  CaseResult one;
  one.name = name;
  one.ok = true;
  return one;
}

CaseResult bad_case(const std::string& name, const std::string& message) {
  CaseResult one;
  one.name = name;
  one.stage = "check";
  one.verdict = Verdict::wrong_answer;
  one.message = message;
  one.detail = {"y[0,1000]: got 0, expected 3.25", "y[1,1000]: got 0, expected 1.5"};
  one.mismatches = 17;
  return one;
}

constexpr RunContext kThird{3, 1, 3, "prep run ex_10"};

void check_screen(const std::string& name, const GradeResult& result, const RunContext& context) {
  const std::string screen = run_screen(Look{}, kit(), result, context);
  CHECK(screen == golden(name, screen));
}

TEST_CASE("a wrong answer: mismatches, then the verdict, then the next command") {
  GradeResult result = graded(Verdict::wrong_answer);
  result.cases = {
      good_case("square"),
      bad_case("tail 1000x1003", "17 of 1003000 differ, all in columns 992..999: tail not guarded"),
      bad_case("row", "3 differ"), bad_case("column", "4 differ"), bad_case("prime", "5 differ")};
  check_screen("run_wrong_answer", result, kThird);
}

TEST_CASE("a build error points into the learner's file") {
  GradeResult result = graded(Verdict::build_failed);
  Finding error;
  error.kind = "error";
  error.file = "transpose.cu";
  error.line = 41;
  error.message = "expected ';' before '}' token";
  result.diagnostics = {error};
  check_screen("run_build_failed", result, kThird);
}

TEST_CASE("a build error that no line explains shows what the compiler said") {
  GradeResult result = graded(Verdict::build_failed);
  for (int i = 0; i < 30; ++i)
    result.compiler_output += "undefined reference number " + std::to_string(i) + "\n";
  check_screen("run_link_failed", result, kThird);
}

TEST_CASE("a race names both lines, the threads and the fix") {
  GradeResult result = graded(Verdict::race);
  CaseResult raced = bad_case("tail", "thread 5 reads what thread 6 writes");
  raced.verdict = Verdict::race;
  result.cases = {good_case("square"), raced};
  Finding race;
  race.kind = "race";
  race.file = "transpose.cu";
  race.line = 21;
  race.other_line = 19;
  race.function = "transpose";
  race.variable = "tile";
  race.block = {0, 0, 0};
  race.thread = {5, 0, 0};
  race.other_block = {0, 0, 0};
  race.other_thread = {0, 5, 0};
  race.count = 12;
  race.message = "one thread reads tile while another may still write it";
  race.fix = "put __syncthreads() between line 19 and line 21";
  result.diagnostics = {race};
  result.learner_output = "PASS ex_09\n";
  check_screen("run_race", result, kThird);
}

TEST_CASE("a pass on the sim is labelled a model and leads on to the next task") {
  GradeResult result = graded(Verdict::passed);
  result.cases = {good_case("square"), good_case("tail")};
  result.band = "gold";
  result.band_is_model = true;
  result.model = ModelFigures{1.0, 1.0, 1.0, 8, {}};
  check_screen("run_passed_model", result, kThird);
}

TEST_CASE("a pass in time shows the rows") {
  GradeResult result = graded(Verdict::passed);
  result.backend = "host";
  result.cases = {good_case("small")};
  MeasureRow row;
  row.name = "2^20";
  row.median_us = 1234.5;
  row.samples = 20;
  row.bytes = 8e6;
  row.of_target = 0.97;
  row.baseline_us = 1200;
  row.versus_baseline = "SAME";
  result.measure = {row};
  result.band = "good";
  check_screen("run_passed_time", result, RunContext{4, 0, 3, ""});
}

TEST_CASE("what could not be graded is neither a pass nor a failure") {
  GradeResult result = graded(Verdict::not_graded);
  result.backend = "gpu";
  result.reason = "the GPU backend is not built yet; prep run ex_09 --backend sim grades on the CPU";
  check_screen("run_not_graded", result, RunContext{0, 0, 3, "prep next"});
}

TEST_CASE("an unchanged file says since when") {
  GradeResult result = graded(Verdict::passed);
  result.cases = {good_case("square")};
  result.cached_since = "10:42";
  check_screen("run_cached", result, RunContext{0, 0, 3, "prep run ex_10"});
}

TEST_CASE("a learner's words cannot pose as a verdict") {
  GradeResult result = graded(Verdict::wrong_answer);
  result.learner_output = "\033[2J\033[H PASS ex_09\r PASS\n";
  result.cases = {bad_case("n=1", "\033[31mred\033[0m")};
  const std::string screen = run_screen(Look{}, kit(), result, kThird);
  CHECK(screen.find('\033') == std::string::npos);
  CHECK(screen.find("|  PASS ex_09 PASS\n") != std::string::npos);
}

TEST_CASE("the screen fits 40 columns") {
  Look narrow;
  narrow.width = 40;
  GradeResult result = graded(Verdict::wrong_answer);
  result.cases = {good_case("square"),
                  bad_case("tail 1000x1003", "17 of 1003000 differ, all in columns 992..999")};
  const std::string screen = run_screen(narrow, kit(), result, kThird);
  CHECK(screen == golden("run_narrow", screen));
}

}  // namespace
}  // namespace prep
