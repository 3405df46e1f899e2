#include "content/kit.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "catch.h"
#include "os/error.h"

using namespace prep;
namespace fs = std::filesystem;

namespace {

struct KitFolder {
  fs::path root = fs::temp_directory_path() / ("prep-kit-" + std::to_string(::getpid()));
  fs::path folder = root / "ex_07_sample";
  explicit KitFolder(const std::string& json) {
    fs::create_directories(folder);
    std::ofstream(folder / "exercise.json") << json;
  }
  ~KitFolder() { fs::remove_all(root); }
};

const std::string kGood =
    R"({"format":1,"id":"ex_07","slug":"sample","version":3,"title":"Sample","language":"cpp","minutes":30,"difficulty":2,
"topics":["a.b"],"master":"must",
"cases":[{"name":"one","n":1},{"name":"drawn","n":{"draw":"log","min":1,"max":1000},"times":3,"sim":"fast"}],
"measure":[{"name":"big","n":100}],"bands":{"metric":"of_baseline","pass":0.95,"good":1.5,"gold":2},"forbid":["system"],"deterministic":true})";

std::string failure_of(const std::string& json) {
  const KitFolder kit(json);
  try {
    load_kit(kit.folder);
  } catch (const Error& error) {
    CHECK(error.exit() == Exit::content);
    return error.what();
  }
  return "";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("a kit is read whole") {
  const KitFolder folder(kGood);
  const Kit kit = load_kit(folder.folder);
  CHECK(kit.id == "ex_07");
  CHECK(kit.number == 7);
  CHECK(kit.language == Language::cpp);
  REQUIRE(kit.cases.size() == 2);
  CHECK(kit.cases[0].params == R"({"n":1})");
  CHECK(kit.cases[1].times == 3);
  CHECK(kit.cases[1].sim == SimCase::fast);
  CHECK(kit.cases[1].params == R"({"n":{"draw":"log","min":1,"max":1000}})");
  CHECK(kit.bands.metric == Metric::of_baseline);
  CHECK(kit.bands.gold == 2);
  CHECK(kit.deterministic);
  CHECK(kit.solution().filename() == "solution.cpp");
}

TEST_CASE("what is wrong in exercise.json is told with file, line and fix") {
  CHECK_THAT(failure_of(replaced(kGood, "\"minutes\"", "\"minuets\"")),
             prep_test::ContainsSubstring("exercise.json:1") && prep_test::ContainsSubstring("minutes"));
  CHECK_THAT(failure_of(replaced(kGood, "\"format\":1", "\"format\":2")),
             prep_test::ContainsSubstring("format"));
  CHECK_THAT(failure_of(replaced(kGood, "\"slug\":\"sample\"", "\"slug\":\"other\"")),
             prep_test::ContainsSubstring("rename"));
  CHECK_THAT(failure_of(replaced(kGood, "\"draw\":\"log\"", "\"draw\":\"lag\"")),
             prep_test::ContainsSubstring("log"));
  CHECK_THAT(failure_of(replaced(kGood, "\"pass\":0.95", "\"pass\":9")),
             prep_test::ContainsSubstring("rise"));
  CHECK_THAT(failure_of(replaced(kGood, "\"name\":\"drawn\"", "\"name\":\"one\"")),
             prep_test::ContainsSubstring("rename"));
  CHECK_THAT(failure_of("{"), prep_test::ContainsSubstring("exercise.json:1"));
}

TEST_CASE("an exercise is found by id, number and slug prefix, never by guess") {
  Kit a, b, c;
  a.id = "ex_03", a.slug = "fused_pointwise", a.number = 3;
  b.id = "ex_09", b.slug = "transpose", b.number = 9;
  c.id = "ex_13", c.slug = "tiled_matmul", c.number = 13;
  const std::vector<Kit> kits = {a, b, c};
  for (const char* name : {"ex_03", "3", "03", "ex_3", "fused", "fused_pointwise"})
    CHECK(find_kit(kits, name).number == 3);
  CHECK(find_kit(kits, "tr").number == 9);
  CHECK_THROWS_WITH(find_kit(kits, "t"),
                    prep_test::ContainsSubstring("ex_09") && prep_test::ContainsSubstring("ex_13"));
  CHECK_THROWS_WITH(find_kit(kits, "ex_12"), prep_test::ContainsSubstring("Close: ex_13"));
  CHECK_THROWS_AS(find_kit(kits, ""), Error);
  CHECK_THROWS_AS(find_kit(kits, "99999999999"), Error);
}

TEST_CASE("hints are the numbered sections; expectations the first line") {
  const KitFolder folder(kGood);
  const Kit kit = load_kit(folder.folder);
  std::ofstream(folder.folder / "hints.md") << "# Hints\n\n## 1\n\nWhat is read twice?\n\n## 2\nTiles.\n";
  CHECK(load_hints(kit) == std::vector<std::string>{"What is read twice?", "Tiles."});
  fs::create_directories(folder.folder / "wrong");
  std::ofstream(folder.folder / "wrong/a.cpp") << "// expect: host=wrong_answer|crashed because of x\n";
  const auto files = kit_files(kit, "wrong");
  REQUIRE(files.size() == 1);
  CHECK(files[0].expect.verdicts.at("host") == std::vector<std::string>{"wrong_answer", "crashed"});
  std::ofstream(folder.folder / "wrong/a.cpp") << "int main() {}\n";
  CHECK_THROWS_WITH(kit_files(kit, "wrong"), prep_test::ContainsSubstring("first line"));
}
