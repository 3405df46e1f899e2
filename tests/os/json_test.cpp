#include "os/json.h"

#include <fstream>

#include "catch.h"
#include "process_fixture.h"

using namespace prep;

namespace {

const char* const kPlan = R"({
  "format": 1,
  "title": "Standard",
  "days": [
    {"hours": 2.5, "tasks": ["a", "b"]},
    {
      "hours": 3,
      "optional": true
    }
  ]
}
)";

// The sentence with which reading fails.
template <typename Read>
std::string trouble(const std::string& text, Read read) {
  try {
    read(Json::parse(text, "plan.json"));
  } catch (const Error& error) {
    CHECK(error.exit() == Exit::content);
    CHECK(error.kind() == "invalid_content");
    return error.what();
  }
  return "no trouble";
}

std::string trouble(const std::string& text) {
  return trouble(text, [](const Json&) {});
}

}  // namespace

TEST_CASE("values, lines and pointers") {
  const Json plan = Json::parse(kPlan, "plan.json");
  plan.only({"format", "title", "days"});
  CHECK(plan.integer("format") == 1);
  CHECK(plan.text("title") == "Standard");
  CHECK(plan.number("format") == 1.0);
  CHECK(plan.line() == 1);
  CHECK(plan.pointer().empty());
  CHECK(plan.keys() == std::vector<std::string>{"format", "title", "days"});

  const auto days = plan.items("days");
  REQUIRE(days.size() == 2);
  CHECK(days[0].texts("tasks") == std::vector<std::string>{"a", "b"});
  CHECK(days[0].number("hours") == 2.5);
  CHECK(days[0].line() == 5);
  CHECK(days[1].line() == 6);
  CHECK(days[1].at("hours").line() == 7);  // a number at the end of its line
  CHECK(days[1].at("optional").where() == "plan.json:8: /days/1/optional");
  CHECK(days[1].boolean("optional"));
}

TEST_CASE("absent keys have stand-ins, present ones of a wrong kind do not") {
  const Json json = Json::parse(R"({"a": "x"})", "f");
  CHECK(json.text_or("a", "y") == "x");
  CHECK(json.text_or("b", "y") == "y");
  CHECK(json.integer_or("b", 7) == 7);
  CHECK(json.number_or("b", 0.5) == 0.5);
  CHECK(json.boolean_or("b", true));
  CHECK(json.items_or_none("b").empty());
  CHECK(json.texts_or_none("b").empty());
  CHECK_FALSE(json.find("b"));
  CHECK_THROWS_AS(json.integer_or("a", 7), Error);
}

TEST_CASE("a wrong kind says what was found and what to write") {
  CHECK(trouble("{\"days\":[\n{\"hours\":\n\"two\"}]}", [](const Json& j) {
          j.items("days")[0].number("hours");
        }) == "plan.json:3: /days/0/hours: expected a number, found \"two\"; write e.g. 2.5");
  CHECK(trouble("[1.5]", [](const Json& j) { j.items()[0].integer(); }) ==
        "plan.json:1: /0: expected a whole number, found 1.5; write e.g. 3");
  CHECK(trouble("[null]", [](const Json& j) { j.texts(); }) ==
        "plan.json:1: /0: expected a text, found null; write e.g. \"some words\"");
  CHECK(trouble("[18446744073709551615]", [](const Json& j) { j.items()[0].integer(); }) ==
        "plan.json:1: /0: expected a whole number, found 1.8446744073709552e+19; write e.g. 3");
  CHECK(trouble("[]", [](const Json& j) { j.text("a"); }) ==
        "plan.json:1: expected an object, found an array; write e.g. { … }");
}

TEST_CASE("unknown, missing and doubled keys") {
  const auto read = [](const Json& j) { j.at("days").only({"hours", "tasks"}); };
  CHECK(trouble("{\"days\":{\n\"huors\":1}}", read) ==
        "plan.json:2: /days/huors: unknown key \"huors\"; did you mean 'hours'?");
  CHECK(trouble("{\"days\":{\n\"x\":1}}", read) ==
        "plan.json:2: /days/x: unknown key \"x\"; known: hours, tasks");
  CHECK(trouble("{}", read) == "plan.json:1: the key \"days\" is missing; add it");
  CHECK(trouble("{\"a\":1,\n\"b\":2,\n\"a\":3}") ==
        "plan.json:3: the key \"a\" stands here again (first on line 1); delete one");
  CHECK(trouble(R"([{"a":1},{"a":1}])") == "no trouble");
}

TEST_CASE("a pointer escapes what needs it") {
  const Json json = Json::parse(R"({"a/b": {"c~d": 1}})", "f");
  CHECK(json.at("a/b").at("c~d").pointer() == "/a~1b/c~0d");
}

TEST_CASE("a closed set of words") {
  const auto read = [](const Json& j) { j.items()[0].choice({"read", "exercise", "review"}); };
  CHECK(Json::parse(R"(["review"])", "f").items()[0].choice({"read", "exercise", "review"}) == 2);
  CHECK(trouble(R"(["exercize"])", read) ==
        "plan.json:1: /0: expected one of read, exercise, review, found \"exercize\"; did you mean "
        "'exercise'?");
}

TEST_CASE("what is no JSON is told with its line") {
  CHECK_THAT(trouble("{\n\"a\" 1}"), prep_test::ContainsSubstring("plan.json:2: not valid JSON: "));
  CHECK_THAT(trouble("{\n\n"), prep_test::ContainsSubstring("plan.json:3: not valid JSON: "));
  CHECK_THAT(trouble(""), prep_test::ContainsSubstring("plan.json:1: not valid JSON: "));
  CHECK_THAT(trouble("[1] 2"), prep_test::ContainsSubstring("not valid JSON"));
  CHECK_THAT(trouble("[1e999]"), prep_test::ContainsSubstring("not valid JSON"));
  CHECK_THAT(trouble("[\"\xff\"]"), prep_test::ContainsSubstring("not valid JSON"));
  CHECK_THAT(trouble(std::string(100'000, '[')), prep_test::ContainsSubstring("more than 100 deep"));
}

TEST_CASE("a file is read, a missing one is told with the caller's trouble") {
  const prep_test::Scratch scratch;
  const auto path = scratch.path() / "config.json";
  try {
    Json::read(path, {Exit::store, "config_unreadable"}, "config.json");
    FAIL("read what is not there");
  } catch (const Error& error) {
    CHECK(error.exit() == Exit::store);
    CHECK(error.kind() == "config_unreadable");
    CHECK(std::string(error.what()) ==
          "cannot read config.json: No such file or directory; restore the file, or check its permissions");
  }
  std::ofstream(path) << "\xEF\xBB\xBF{\"a\": 1}\n";  // some editors begin with a byte-order mark
  CHECK(Json::read(path).integer("a") == 1);
}
