#include "os/paths.h"

#include <unistd.h>

#include <cstdlib>
#include <optional>

#include "catch.h"
#include "os/environment.h"

using namespace prep;

namespace {

// Sets a variable for the life of the object; an empty value counts as unset.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    setenv(name, value.c_str(), 1);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { before_ ? setenv(name_, before_->c_str(), 1) : unsetenv(name_); }

 private:
  const char* name_;
  std::optional<std::string> before_;
};

}  // namespace

TEST_CASE("an empty variable is unset") {
  const Variable variable("PREP_TEST_EMPTY", "");
  CHECK_FALSE(environment("PREP_TEST_EMPTY"));
  CHECK(environment_or("PREP_TEST_EMPTY", "else") == "else");
}

TEST_CASE("the flag wins over PREP_HOME, which wins over ~/prep-work") {
  const Variable user("HOME", "/home/ada"), unset("PREP_HOME", "");
  CHECK(find_home("").root == "/home/ada/prep-work");
  const Variable home("PREP_HOME", "/data/prep/");
  CHECK(find_home("").root == "/data/prep");
  CHECK(find_home("/x/./y/../z").root == "/x/z");
  CHECK(find_home("here").root == std::filesystem::current_path() / "here");
  CHECK(find_home("/x").backup() == "/x/.prep/backup");
  CHECK(find_home("/x").notes() == "/x/notes");
}

TEST_CASE("XDG folders: absolute ones count, relative and empty ones do not") {
  const Variable user("HOME", "/home/ada");
  {
    const Variable cache("XDG_CACHE_HOME", "/fast"), state("XDG_STATE_HOME", "/state");
    CHECK(cache_dir() == "/fast/prep");
    CHECK(state_dir() == "/state/prep");
  }
  const std::string ignored = GENERATE("", "relative", "./x");
  const Variable cache("XDG_CACHE_HOME", ignored), state("XDG_STATE_HOME", ignored);
  CHECK(cache_dir() == "/home/ada/.cache/prep");
  CHECK(state_dir() == "/home/ada/.local/state/prep");
}

TEST_CASE("without HOME the user's entry counts") {
  const Variable user("HOME", "");
  CHECK(cache_dir().is_absolute());
}

TEST_CASE("paths are shown short") {
  const Variable user("HOME", "/home/ada");
  CHECK(display("/home/ada") == "~");
  CHECK(display("/home/ada/prep-work/ex_03") == "~/prep-work/ex_03");
  CHECK(display("/home/adam/x") == "/home/adam/x");
  CHECK(display(std::filesystem::current_path() / "src" / "a.cu") == "src/a.cu");
  CHECK(display("a/b") == "a/b");
}

TEST_CASE("prep finds the checkout that it was built from") {
  const Installation found = find_installation();
  CHECK(std::filesystem::is_directory(found.exercises));
  CHECK(std::filesystem::is_directory(found.include));
  CHECK(found.exercises.filename() == "exercises");
  CHECK(found.lib.filename() == "lib");
}
