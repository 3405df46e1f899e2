#include "grade/verdict.h"

#include "catch.h"

using namespace prep;

TEST_CASE("every verdict has a word of its own that reads back") {
  for (int i = 0; i <= static_cast<int>(Verdict::unstable_measurement); ++i) {
    const auto verdict = static_cast<Verdict>(i);
    CHECK(verdict_of(word(verdict)) == verdict);
    CHECK_FALSE(sentence(verdict).empty());
  }
  CHECK_FALSE(verdict_of("fine").has_value());
}

TEST_CASE("the cause wins over the symptom") {
  CHECK(worse(Verdict::wrong_answer, Verdict::race) == Verdict::race);
  CHECK(worse(Verdict::crashed, Verdict::memory_error) == Verdict::memory_error);
  CHECK(worse(Verdict::race, Verdict::deadlock) == Verdict::deadlock);
  CHECK(worse(Verdict::passed, Verdict::too_slow) == Verdict::too_slow);
  CHECK(worse(Verdict::timed_out, Verdict::wrong_answer) == Verdict::timed_out);
}

TEST_CASE("exit codes: 0 passed, 3 for what was not graded, 1 for the rest") {
  CHECK(exit_code(Verdict::passed) == 0);
  CHECK(exit_code(Verdict::not_graded) == 3);
  CHECK(exit_code(Verdict::unstable_measurement) == 3);
  for (const Verdict verdict : {Verdict::build_failed, Verdict::too_slow, Verdict::timed_out, Verdict::race})
    CHECK(exit_code(verdict) == 1);
}
