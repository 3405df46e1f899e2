#include "catch.h"
#include "backend/finding.h"

using namespace prep;

TEST_CASE("a finding of the sim is read whole") {
  const auto findings = parse_sim_report(
      R"({"kind":"race","file":"/x/transpose.cu","line":21,"function":"k","variable":"tile","other_file":"transpose.cu","other_line":18,)"
      R"("block":[0,0,0],"thread":[5,1,0],"other_thread":[4,1,0],"count":31,"message":"m","fix":"f","fatal":false})"
      "\n");
  REQUIRE(findings.size() == 1);
  const Finding& f = findings[0];
  CHECK(f.kind == "race");
  CHECK(f.file == "transpose.cu");
  CHECK(f.line == 21);
  CHECK(f.other_line == 18);
  CHECK(f.variable == "tile");
  CHECK(f.thread == std::array<int, 3>{5, 1, 0});
  CHECK(f.count == 31);
}

TEST_CASE("whatever else a program writes to the channel is passed over") {
  CHECK(parse_sim_report("garbage\n{\"kind\":7}\n[1]\n{}\n{\"model\":{}}\n").empty());
  CHECK(parse_sim_report(std::string("\0\xff\n", 3)).empty());
  CHECK(parse_sim_report("{\"kind\":\"race\",\"line\":\"ten\",\"thread\":\"x\",\"count\":null}\n").size() ==
        1);
}
