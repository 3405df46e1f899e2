#include "os/edit_distance.h"

#include "catch.h"

using namespace prep;

TEST_CASE("edits are counted, a swap is one, case is none") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("huors", "hours") == 1);
  CHECK(edit_distance("HOURS", "hours") == 0);
  CHECK(edit_distance("ca", "abc") == 3);  // no edit inside a swap
}

TEST_CASE("the nearest name within reason") {
  const std::vector<std::string> commands = {"next", "list", "run", "status", "start", "show"};
  CHECK(nearest("statsu", commands) == "status");
  CHECK(nearest("nxt", commands) == "next");
  CHECK(nearest("lits", commands) == "list");
  CHECK(nearest("rn", commands) == "run");
  CHECK_FALSE(nearest("banana", commands));
  CHECK_FALSE(nearest("", commands));
  CHECK_FALSE(nearest("x", {"y"}));
  CHECK_FALSE(nearest("run", {}));
}

TEST_CASE("the question is ready for a sentence") {
  CHECK(did_you_mean("reducton", {"reduction"}) == "; did you mean 'reduction'?");
  CHECK(did_you_mean("zzz", {"reduction"}).empty());
}
