// What each command shows, on the fixture content, as a whole.
#include "catch.h"
#include "cli/golden.h"
#include "cli/learner.h"

using namespace prep_test;

namespace {

// A learner in the middle: a lesson read, a hint taken, the interview set.
void begin(Learner& learner) {
  REQUIRE(learner.prep({"start", "--interview", "2026-12-18"}).code == 0);
  REQUIRE(learner.prep({"done", "w1d1-read"}).code == 0);
  REQUIRE(learner.prep({"edit", "ex_01"}).code == 0);
  REQUIRE(learner.prep({"hint", "ex_01"}).code == 0);
  REQUIRE(learner.prep({"skip", "w1d1-explain", "--until", "2026-11-30"}).code == 0);
}

struct Row {
  const char* name;
  std::vector<std::string> args;
};

TEST_CASE("screens on a machine where nothing was ever started") {
  Learner learner(fixtures());
  const Row row = GENERATE(
      Row{"fresh_today", {}}, Row{"fresh_next", {"next"}}, Row{"fresh_status", {"status"}},
      Row{"fresh_list", {"list"}}, Row{"fresh_log", {"log"}}, Row{"fresh_checklist", {"checklist"}},
      Row{"fresh_read", {"read"}}, Row{"fresh_show", {"show", "ex_01"}}, Row{"fresh_start", {"start"}});
  const Said said = learner.prep(row.args);
  CHECK(said.code == 0);
  CHECK(said.err.empty());
  CHECK(said.out == golden(row.name, said.out));
}

TEST_CASE("screens of a learner in the middle") {
  Learner learner(fixtures());
  begin(learner);
  const Row row = GENERATE(Row{"today", {}}, Row{"next", {"next"}}, Row{"next_all", {"next", "--all"}},
                           Row{"status", {"status"}}, Row{"list", {"list"}}, Row{"log", {"log"}},
                           Row{"checklist", {"checklist"}}, Row{"checklist_item", {"checklist", "adding"}},
                           Row{"hint", {"hint", "ex_01"}}, Row{"done", {"done", "w1d1-add"}},
                           Row{"undo", {"undo"}}, Row{"list_todo", {"list", "--status", "todo"}},
                           Row{"list_none", {"list", "--week", "7"}}, Row{"search", {"search", "banks"}});
  const Said said = learner.prep(row.args);
  CHECK(said.code == 0);
  CHECK(said.err.empty());
  CHECK(said.out == golden(row.name, said.out));
}

TEST_CASE("help, as a whole") {
  Learner learner(fixtures());
  const Row row =
      GENERATE(Row{"help", {"--help"}}, Row{"help_run", {"run", "--help"}}, Row{"help_sim", {"help", "sim"}});
  const Said said = learner.prep(row.args);
  CHECK(said.code == 0);
  CHECK(said.out == golden(row.name, said.out));
}

}  // namespace
