// Every universal mutant of a right solution is rejected, on numeric, in-out and trace kits.
#include "catch.h"
#include "play.h"

using namespace prep_test;

namespace {

const std::vector<std::string> kMutants{"does_nothing",     "fills_zeros",      "fills_constant",
                                        "copies_input",     "repeats_previous", "skips_last_element",
                                        "skips_last_block", "wrong_first_call", "wrong_middle_call",
                                        "wrong_last_call",  "writes_past_end",  "writes_to_input"};

std::string expected_verdict(const std::string& mutant) {
  if (mutant == "writes_past_end") return "memory_error";
  if (mutant == "writes_to_input") return "input_modified";
  return "wrong_answer";
}

}  // namespace

TEST_CASE("every mutant is rejected on numeric kits") {
  const std::string mutant = GENERATE(from_range(kMutants));
  const std::pair<std::string, std::string> kit =
      GENERATE(std::pair<std::string, std::string>{"scale", R"({"name":"a","rows":5,"columns":103})"},
               std::pair<std::string, std::string>{"scale", R"({"name":"one","rows":1,"columns":1})"},
               std::pair<std::string, std::string>{"tally", R"({"name":"b","n":1000,"bins":64})"});
  const Played played = play({.kit = kit.first, .case_json = kit.second, .mutant = mutant});
  INFO(kit.first << " " << mutant << " " << played.answer.dump());
  CHECK(played.runner.back()["equivalent"] == false);
  CHECK(played.answer["ok"] == false);
  CHECK(played.answer["verdict"] == expected_verdict(mutant));
}

TEST_CASE("every mutant that touches a trace is rejected") {
  const std::string mutant = GENERATE(from_range(kMutants));
  const Played played = play({.kit = "ledger", .case_json = R"({"name":"s","n":60})", .mutant = mutant});
  INFO(mutant << " " << played.answer.dump());
  const bool touches = mutant != "writes_past_end" && mutant != "writes_to_input";
  CHECK(played.runner.back()["equivalent"] == !touches);
  CHECK(played.answer["ok"] == !touches);
}
