#include "backend/learner_words.h"

#include "catch.h"

using prep::Finding;
using prep::in_learners_words;

namespace {
Finding error(int line, const std::string& message) {
  Finding finding;
  finding.kind = "error";
  finding.file = "k.cu";
  finding.line = line;
  finding.message = message;
  return finding;
}
}  // namespace

TEST_CASE("the rewriter's names do not reach the learner") {
  const auto told =
      in_learners_words({error(2,
                               "request for member ‘x’ in ‘tile’, which is of non-class type "
                               "‘prep_type_tile’ {aka ‘float [32]’}"),
                         error(3, "unknown 'prep_type_s' (aka 'int')"), error(4, "‘prep_slot_s’ is wrong")});
  REQUIRE(told.size() == 3);
  CHECK(told[0].message == "request for member ‘x’ in ‘tile’, which is of non-class type ‘float [32]’");
  CHECK(told[1].message == "unknown 'int'");
  CHECK(told[2].message == "‘s’ is wrong");
}

TEST_CASE("an unknown kernel is told once, an argument's copy not at all") {
  const auto told = in_learners_words(
      {error(9, "‘scael’ was not declared"), error(9, "‘scael’ was not declared"),
       error(9, "‘prep_a’ was not declared in this scope"), error(10, "‘scael’ was not declared")});
  REQUIRE(told.size() == 2);
  CHECK(told[1].line == 10);
}

TEST_CASE("the only error is told whatever it names") {
  CHECK(in_learners_words({error(9, "‘prep_a0’ has no copy")}).size() == 1);
}
