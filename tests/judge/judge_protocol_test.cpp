// One learner after the other through judge and runner: the verdict, and what is said about it.
#include "catch.h"
#include "play.h"

using namespace prep_test;

namespace {

struct Expected {
  std::string learner, verdict, words;
};

std::string detail(const Json& answer) { return answer.contains("detail") ? answer["detail"].dump() : ""; }

}  // namespace

TEST_CASE("a right answer is ok on every shape, drawn and empty ones too") {
  const std::string row = GENERATE(
      R"({"name":"one","rows":1,"columns":1})", R"({"name":"none","rows":0,"columns":5})",
      R"({"name":"tail","rows":41,"columns":25})", R"({"name":"big","rows":1,"columns":70000})",
      R"({"name":"drawn","rows":{"draw":"log","min":0,"max":100},"columns":{"draw":"odd","min":1,"max":99}})");
  const Played played = play({.kit = "scale", .case_json = row});
  INFO(played.ready.dump() << played.answer.dump() << played.runner_output);
  CHECK(played.answer["ok"] == true);
  CHECK(played.answer["max_abs_err"].get<double>() < 1e-5);
  CHECK(played.runner_status == 0);
  CHECK(played.judge_status == 0);
  CHECK(played.completed == 4);
}

TEST_CASE("a wrong answer gets its verdict and a sentence that says what is wrong") {
  const Expected expected = GENERATE(
      Expected{"never_writes", "wrong_answer",
               "all 1025 values of y are wrong: never written, or only added to (still the poison 0xFF)"},
      Expected{"gives_nan", "wrong_answer", "NaN where a number is due"},
      Expected{"off_by_one", "wrong_answer", "shifted by one, each holds what belongs in the next element"},
      Expected{"skips_last", "wrong_answer", "1 of 1025 values of y is wrong"},
      Expected{"skips_last_block", "wrong_answer", "never written"},
      Expected{"skips_last_columns", "wrong_answer", "all in columns 17..24 (the last): never written"},
      Expected{"transposes", "wrong_answer", "rows and columns are swapped"},
      Expected{"writes_past_end", "memory_error", "wrote 4 bytes (1 element) past the end of y"},
      Expected{"writes_before_start", "memory_error", "wrote 4 bytes (1 element) before the start of y"},
      Expected{"writes_far_past_end", "memory_error",
               "wrote 12 bytes (3 elements) past the end of y, the first 400 bytes behind it"},
      Expected{"modifies_input", "input_modified", "changed the input x (1 of 1025 values)"},
      Expected{"caches_by_pointer", "wrong_answer",
               "call 3 gave the answer of call 1 again, for other inputs: is something kept between calls?"},
      Expected{"only_first_call", "wrong_answer",
               "right on call 1, wrong on call 2 with the same inputs (is something kept between calls?): "
               "all 1025 values of y are wrong: never written"},
      Expected{"only_first_set", "wrong_answer",
               "right on call 1, wrong on call 3 with other inputs: 1 of 1025 values of y is wrong, only the "
               "first one: y[0][0] = "},
      Expected{"nondeterministic", "nondeterministic",
               "calls 1 and 2 had the same inputs and gave different results"},
      Expected{"wrong_by_clock", "wrong_answer", "only the first one"});
  const Played played = play({.kit = "scale",
                              .learner = expected.learner,
                              .case_json = R"({"name":"tail","rows":41,"columns":25})"});
  INFO(expected.learner << " " << played.answer.dump() << played.runner_output);
  REQUIRE(played.answer["ok"] == false);
  CHECK(played.answer["verdict"] == expected.verdict);
  CHECK_THAT(played.answer["message"].get<std::string>(), ContainsSubstring(expected.words));
}

TEST_CASE("mismatches come with coordinates, both values, and their number") {
  const Played played = play({.kit = "scale",
                              .learner = "skips_last_columns",
                              .case_json = R"({"name":"tail","rows":41,"columns":25})"});
  CHECK(played.answer["mismatches"] == 41 * 8);
  CHECK(played.answer["output"] == "y");
  CHECK(played.answer["call"] == 1);
  CHECK(played.answer["detail"].size() == 5);
  CHECK_THAT(detail(played.answer), ContainsSubstring("y[0][17] = NaN, right is "));
}

TEST_CASE("the tail of a single row is named by its block") {
  const Played played = play({.kit = "scale",
                              .learner = "skips_last_block",
                              .case_json = R"({"name":"tail","rows":1,"columns":1025})"});
  CHECK_THAT(played.answer["message"].get<std::string>(),
             ContainsSubstring("1 of 1025 values of y is wrong, only the last 1025 % 256 = 1"));
}

TEST_CASE("large outputs are judged by their edges and random units") {
  Play large{.kit = "scale",
             .case_json = R"({"name":"large","rows":4200000,"columns":1})",
             .calls = {{0, 0}, {1, 1}}};
  CHECK(play(large).answer["ok"] == true);
  large.learner = "skips_last";
  const Played played = play(large);
  CHECK(played.answer["ok"] == false);
  CHECK_THAT(played.answer["message"].get<std::string>(), ContainsSubstring("sampled values of y"));
}

TEST_CASE("a run that ends early is judged by the calls that came back") {
  const std::string row = R"({"name":"tail","rows":41,"columns":25})";
  const Played thrown = play({.kit = "scale", .learner = "throws", .case_json = row});
  CHECK(thrown.runner_status == 70);
  REQUIRE(thrown.runner.size() == 2);
  CHECK(thrown.runner[1]["exception"] == "bad \"shape\"\n? of tile");
  CHECK(thrown.answer["verdict"] == "crashed");
  CHECK(thrown.answer["message"] == "no call came back");

  CHECK(play({.kit = "scale", .learner = "throws_an_int", .case_json = row}).runner[1]["exception"] ==
        "an exception that is no std::exception");
  CHECK(play({.kit = "scale", .learner = "crashes", .case_json = row}).runner_status == 128 + 11);
  const Played silent = play({.kit = "scale", .learner = "exits_early", .case_json = row});
  CHECK(silent.completed == 0);
  CHECK(silent.answer["ok"] == false);
}

TEST_CASE("what the learner prints or forges is no result") {
  const std::string row = R"({"name":"tail","rows":41,"columns":25})";
  const Played chatty = play({.kit = "scale", .learner = "prints_garbage", .case_json = row});
  CHECK(chatty.answer["ok"] == true);
  CHECK_THAT(chatty.runner_output, ContainsSubstring("verdict: passed"));
  CHECK(play({.kit = "scale", .learner = "forges_done", .case_json = row}).answer["ok"] == false);
}

TEST_CASE("AddressSanitizer names the learner's line for what guards alone cannot see") {
  const std::string learner = GENERATE("reads_past_end", "writes_past_end", "writes_before_start");
  const Played played = play({.kit = "scale",
                              .learner = learner,
                              .case_json = R"({"name":"tail","rows":41,"columns":25})",
                              .runner = "run_scale_asan"});
  CHECK(played.runner_status != 0);
  CHECK_THAT(played.runner_output, ContainsSubstring("use-after-poison"));
  CHECK_THAT(played.runner_output, ContainsSubstring(learner));
}

TEST_CASE("the sanitized runner itself is clean, and leaks of the learner are not hidden") {
  Play clean{
      .kit = "scale", .case_json = R"({"name":"tail","rows":41,"columns":25})", .runner = "run_scale_asan"};
  const Played right = play(clean);
  INFO(right.runner_output);
  CHECK(right.runner_status == 0);
  CHECK(right.answer["ok"] == true);
}

TEST_CASE("integer outputs and in-out buffers are compared exactly") {
  const std::string row = R"({"name":"counts","n":3000,"bins":{"draw":"uniform","min":200,"max":400}})";
  const Played right = play({.kit = "tally", .learner = "sees_no_permutation", .case_json = row});
  INFO(right.answer.dump());
  CHECK(right.answer["ok"] == true);
  CHECK(right.ready["params"]["bins"].get<int>() <= 256);

  const Played wrong = play({.kit = "tally", .learner = "starts_at_zero", .case_json = row});
  CHECK(wrong.answer["verdict"] == "wrong_answer");
  CHECK(wrong.answer["output"] == "counts");
  CHECK_THAT(detail(wrong.answer), ContainsSubstring("largest is wrong too"));

  const Played forgot = play({.kit = "tally", .learner = "forgets_largest", .case_json = row});
  CHECK(forgot.answer["output"] == "largest");
  CHECK_THAT(forgot.answer["message"].get<std::string>(),
             ContainsSubstring("the value of largest is wrong: never written"));
}

TEST_CASE("traces are judged by the kit's properties, and a bad one never hurts the judge") {
  const std::string row = R"({"name":"script","n":100})";
  CHECK(play({.kit = "ledger", .case_json = row}).answer["ok"] == true);

  const Played queue = play({.kit = "ledger", .learner = "queue", .case_json = row});
  CHECK(queue.answer["verdict"] == "wrong_answer");
  CHECK_THAT(queue.answer["message"].get<std::string>(), ContainsSubstring("pop 0 gave"));
  CHECK(queue.answer["mismatches"] == 33);

  const Played bare = play({.kit = "ledger", .learner = "no_fields", .case_json = row});
  CHECK(bare.answer["verdict"] == "wrong_answer");
  CHECK_THAT(bare.answer["message"].get<std::string>(), ContainsSubstring("record 0 has no field 0"));
  CHECK(bare.judge_status == 0);

  const Played long_one = play({.kit = "ledger", .learner = "too_long", .case_json = row});
  CHECK(long_one.answer["verdict"] == "wrong_answer");
  CHECK_THAT(long_one.answer["message"].get<std::string>(),
             ContainsSubstring("more than the 2400 that any right answer needs"));
}

TEST_CASE("the same seed gives the same case, another seed another one") {
  const Play base{.kit = "scale",
                  .case_json = R"({"name":"d","rows":{"draw":"log","min":1,"max":100000},"columns":1})"};
  Play other = base;
  other.seed = "0123456789abcdee";
  CHECK(play(base).ready["params"] == play(base).ready["params"]);
  CHECK(play(base).ready["params"] != play(other).ready["params"]);
}

TEST_CASE("ready says what prep must know: name, bytes, work, lint") {
  const Played played =
      play({.kit = "scale", .case_json = R"({"name":"t","rows":3,"columns":100})", .lint = true});
  CHECK(played.ready["name"] == "columns=100 rows=3");
  CHECK(played.ready["in_bytes"] == 1200);
  CHECK(played.ready["out_bytes"] == 1200);
  CHECK(played.ready["work"]["flops"] == 600);
  CHECK(played.ready["work"]["clock"] == "wall");
  CHECK(played.ready["lint"]["finite"] == true);
  CHECK(played.ready["lint"]["uncovered"] == 0);
  CHECK(played.ready["lint"]["max_abs_expected"].get<double>() >
        100 * played.ready["lint"]["max_abs_tolerance"].get<double>());
}

TEST_CASE("a case can be described without being filled, however large") {
  const Played played = play(
      {.kit = "scale", .case_json = R"({"name":"t","rows":1000000,"columns":1000000})", .describe = true});
  CHECK(played.ready["in_bytes"] == 4000000000000);
  CHECK(played.ready["work"]["flops"] == 2e12);
  CHECK(played.judge_status == 0);
}

TEST_CASE("a malformed request is an error line and exit 4, not silence") {
  Play bad{.kit = "tally", .case_json = R"({"name":"illegal","n":3,"bins":999})"};
  Played played = play(bad);
  CHECK_THAT(played.ready["error"].get<std::string>(),
             ContainsSubstring("case \"illegal\" (bins=999 n=3) is not legal"));
  CHECK(played.judge_status == 4);
  bad.case_json = R"({"name":"hopeless","n":3,"bins":{"draw":"uniform","min":300,"max":400}})";
  CHECK_THAT(play(bad).ready["error"].get<std::string>(), ContainsSubstring("none of 1000 draws is legal"));
  CHECK_THAT(
      play({.kit = "scale", .case_json = R"({"name":"short","rows":3})"}).ready["error"].get<std::string>(),
      ContainsSubstring("no parameter \"columns\""));
}

TEST_CASE("measured calls alternate the inputs, and the last one of each set is judged") {
  const std::string row = R"({"name":"m","rows":100,"columns":1000})";
  const int go = GENERATE(0, 3, 4);
  const Played right =
      play({.kit = "scale", .case_json = row, .calls = {{0, 0}}, .row = "measure", .go = go});
  INFO(right.answer.dump());
  CHECK(right.answer["ok"] == true);
  CHECK(right.completed == go + 1);
  int samples = 0;
  for (const Json& line : right.runner)
    if (line.contains("ns")) {
      ++samples;
      CHECK(line["ns"].get<long>() > 0);
    }
  CHECK(samples == go);
}

TEST_CASE("measured calls are judged like checked ones") {
  const std::string row = R"({"name":"m","rows":100,"columns":1000})";
  CHECK(play({.kit = "scale",
              .learner = "only_first_call",
              .case_json = row,
              .calls = {{0, 0}},
              .row = "measure",
              .go = 2})
            .answer["ok"] == false);
  CHECK(play({.kit = "scale",
              .learner = "caches_by_pointer",
              .case_json = row,
              .calls = {{0, 0}},
              .row = "measure",
              .go = 1})
            .answer["ok"] == false);
  CHECK(play({.kit = "scale",
              .learner = "writes_past_end",
              .case_json = row,
              .calls = {{0, 0}},
              .row = "measure",
              .go = 1})
            .answer["verdict"] == "memory_error");
}

TEST_CASE("equal inputs give equal hashes in measured calls") {
  const Played played = play({.kit = "scale",
                              .case_json = R"({"name":"m","rows":7,"columns":9})",
                              .calls = {{0, 0}},
                              .row = "measure",
                              .go = 4});
  std::vector<std::string> hashes;
  for (const Json& line : played.runner)
    if (line.contains("hash")) hashes.push_back(line["hash"].get<std::string>());
  REQUIRE(hashes.size() == 4);
  CHECK(hashes[0] == hashes[2]);
  CHECK(hashes[1] == hashes[3]);
  CHECK(hashes[0] != hashes[1]);
}
