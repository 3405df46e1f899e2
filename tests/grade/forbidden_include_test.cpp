#include "grade/forbidden_include.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "catch.h"

using namespace prep;
namespace fs = std::filesystem;

namespace {

struct Folders {
  fs::path root = fs::temp_directory_path() / ("prep-include-" + std::to_string(::getpid()));
  fs::path scratch = root / "scratch", exercises = root / "exercises";
  Folders() {
    fs::create_directories(scratch);
    fs::create_directories(exercises / "ex_01");
  }
  ~Folders() { fs::remove_all(root); }
};

}  // namespace

TEST_CASE("an include that reaches into the exercises is found, in either place") {
  const Folders folders;
  std::ofstream(folders.scratch / "a.o.d") << "a.o: a.cpp kit/x.h \\\n /usr/include/stdio.h\n";
  CHECK(forbidden_include(folders.scratch, folders.exercises).empty());
  std::ofstream(folders.scratch / "a.o.d")
      << "a.o: a.cpp \\\n " << (folders.exercises / "ex_01/../ex_01/solution.cpp").string() << "\n";
  CHECK_FALSE(forbidden_include(folders.scratch, folders.exercises).empty());
  fs::remove(folders.scratch / "a.o.d");
  std::ofstream(folders.scratch / "learner.raw.ii")
      << "# 1 \"<built-in>\"\n# 1 \"../exercises/ex_01/judge.cpp\" 1\n";
  CHECK_FALSE(forbidden_include(folders.scratch, folders.exercises).empty());
}

TEST_CASE("a folder whose name only begins alike is not the exercises") {
  const Folders folders;
  std::ofstream(folders.scratch / "a.o.d") << "a.o: " << folders.root.string() << "/exercises_of_mine/x.h\n";
  CHECK(forbidden_include(folders.scratch, folders.exercises).empty());
}
