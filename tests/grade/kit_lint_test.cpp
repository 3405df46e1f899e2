#include "grade/kit_lint.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "catch.h"

using namespace prep;
namespace fs = std::filesystem;

namespace {

struct Sample {
  fs::path root = fs::temp_directory_path() / ("prep-lint-" + std::to_string(::getpid()));
  fs::path folder = root / "ex_07_sample";
  Sample() {
    fs::create_directories(folder / "wrong");
    write(
        "exercise.json",
        R"({"format":1,"id":"ex_07","slug":"sample","version":1,"title":"S","language":"cpp","minutes":30,"difficulty":2,"topics":["a.b"],"master":"must",
"cases":[{"name":"a","n":1},{"name":"b","n":2},{"name":"c","n":3},{"name":"d","n":4},{"name":"e","n":{"draw":"log","min":1,"max":9}}],
"measure":[{"name":"big","n":100}],"bands":{"metric":"of_baseline","pass":0.95}})");
    write("README.md",
          "# 07 S\n\n## Story\nx\n\n## Contract\nx\n\n## Roofline\nx\n\n## Bands\nx\n\n## They ask "
          "next\nx\n\n## Sources\n\n- one\n- two\n");
    write("hints.md",
          "## 1\nWhat is read twice, and by whom?\n## 2\nThink of tiles in the cache.\n## 3\nLoop over tiles "
          "of 64 first.\n");
    write("judge.cpp", "");
    write("call.cpp", "");
    write("sample.h", "");
    write("sample.cpp", "// TODO\n");
    write("solution.cpp", "");
    for (const char* name : {"a", "b", "c", "d"})
      write(std::string("wrong/") + name + ".cpp", "// expect: host=wrong_answer\n");
  }
  ~Sample() { fs::remove_all(root); }
  void write(const std::string& name, const std::string& text) { std::ofstream(folder / name) << text; }
  std::string findings() const {
    std::string all;
    for (const CheckFinding& finding : lint_kit(load_kit(folder)))
      all += finding.where + ": " + finding.what + "\n";
    return all;
  }
};

}  // namespace

TEST_CASE("a complete kit has nothing to say") { CHECK(Sample().findings().empty()); }

TEST_CASE("the lint goes red for each thing that is broken") {
  Sample kit;
  SECTION("a missing solution") {
    fs::remove(kit.folder / "solution.cpp");
    CHECK_THAT(kit.findings(), prep_test::ContainsSubstring("solution.cpp: is missing"));
  }
  SECTION("a stray file") {
    kit.write("notes.txt", "x");
    CHECK_THAT(kit.findings(), prep_test::ContainsSubstring("notes.txt"));
  }
  SECTION("a library to compare with, in a kit that no GPU runs") {
    kit.write("library.cu", "x");
    CHECK_THAT(kit.findings(), prep_test::ContainsSubstring("library.cu: is no file of a kit"));
  }
  SECTION("a missing section") {
    kit.write("README.md", "# 07\n");
    CHECK_THAT(kit.findings(), prep_test::ContainsSubstring("## Roofline"));
  }
  SECTION("too few sources") {
    kit.write("README.md",
              "\n## Story\n## Contract\n## Roofline\n## Bands\n## They ask next\n\n## Sources\n- one");
    CHECK_THAT(kit.findings(), prep_test::ContainsSubstring("two sources"));
  }
  SECTION("two hints") {
    kit.write("hints.md", "## 1\nlong enough to be a hint\n## 2\nlong enough to be a hint\n");
    CHECK_THAT(kit.findings(), prep_test::ContainsSubstring("2 levels"));
  }
  SECTION("no TODO") {
    kit.write("sample.cpp", "int x;\n");
    CHECK_THAT(kit.findings(), prep_test::ContainsSubstring("TODO"));
  }
  SECTION("three wrong files") {
    fs::remove(kit.folder / "wrong/a.cpp");
    CHECK_THAT(kit.findings(), prep_test::ContainsSubstring("3 wrong files"));
  }
  SECTION("a verdict that does not exist") {
    kit.write("wrong/a.cpp", "// expect: host=bad_luck\n");
    CHECK_THAT(kit.findings(), prep_test::ContainsSubstring("bad_luck"));
  }
  SECTION("an expectation for the wrong backend") {
    kit.write("wrong/a.cpp", "// expect: gpu=race\n");
    CHECK_THAT(kit.findings(), prep_test::ContainsSubstring("host="));
  }
}
