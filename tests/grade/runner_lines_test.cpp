#include "grade/runner_lines.h"

#include "catch.h"

using namespace prep;

TEST_CASE("only the done line with the nonce counts") {
  RunnerStatus status;
  read_runner_line(R"({"done":true,"calls":4,"nonce":"0000000000000000"})", "00000000000000ab", status);
  CHECK_FALSE(status.done);
  read_runner_line(R"({"done":true,"calls":4})", "00000000000000ab", status);
  CHECK_FALSE(status.done);
  read_runner_line(R"({"done":true,"calls":4,"nonce":"00000000000000ab","equivalent":true})",
                   "00000000000000ab", status);
  CHECK(status.done);
  CHECK(status.calls == 4);
  CHECK(status.equivalent);
}

TEST_CASE("timed calls carry their hash; nonsense is passed over") {
  RunnerStatus status;
  const auto timed = read_runner_line(R"({"ns":2500,"hash":"12"})", "", status);
  REQUIRE(timed);
  CHECK(timed->us == 2.5);
  CHECK(timed->hash == "12");
  for (const char* line : {"", "[1]", "{", R"({"ns":"soon"})", R"({"hash":7})", R"({"call":"two"})"}) {
    CHECK_FALSE(read_runner_line(line, "", status));
    CHECK_FALSE(status.done);
  }
  CHECK(status.call == -1);
}

TEST_CASE("a thrown exception and the runner's own inability are kept apart") {
  RunnerStatus status;
  read_runner_line(R"({"call":2})", "", status);
  read_runner_line(R"({"exception":"vector::at"})", "", status);
  read_runner_line(R"({"error":"no buffer named y"})", "", status);
  CHECK(status.call == 2);
  CHECK(status.exception == "vector::at");
  CHECK(status.inability == "no buffer named y");
}
