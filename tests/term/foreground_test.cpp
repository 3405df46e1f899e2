#include "term/foreground.h"

#include "catch.h"
#include "os/error.h"

namespace prep {
namespace {

using Words = std::vector<std::string>;

TEST_CASE("an editor's command is split into words, quotes group, nothing expands") {
  CHECK(split_command("vim") == Words{"vim"});
  CHECK(split_command("  code   --wait ") == Words{"code", "--wait"});
  CHECK(split_command("my-editor 'a b' \"c d\"e") == Words{"my-editor", "a b", "c de"});
  CHECK(split_command("e $HOME;ls") == Words{"e", "$HOME;ls"});
  CHECK(split_command("e ''") == Words{"e", ""});
  CHECK(split_command("").empty());
}

TEST_CASE("a program's exit status comes back, and a missing one is a sentence") {
  CHECK(run_in_foreground({"sh", "-c", "exit 7"}) == 7);
  CHECK(run_in_foreground({"sh", "-c", "kill -9 $$"}) == 128 + 9);
  CHECK_THROWS_AS(run_in_foreground({"no-such-editor-anywhere"}), Error);
}

}  // namespace
}  // namespace prep
