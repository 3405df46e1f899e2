#include "catch.h"
#include "backend/finding.h"

using namespace prep;

TEST_CASE("errors and warnings of gcc and clang are read with their line") {
  const auto findings = parse_compiler_output(
      "/tmp/x/reduction.cu: In function 'void f()':\n"
      "/tmp/x/reduction.cu:12:5: error: expected ';' before '}' token\n"
      "   12 |   }\n"
      "reduction.cu:3:1: warning: unused variable 'a' [-Wunused-variable]\n"
      "reduction.cu:9:2: note: declared here\n"
      "a.h:1:10: fatal error: nope.h: No such file or directory\n");
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].kind == "error");
  CHECK(findings[0].file == "reduction.cu");
  CHECK(findings[0].line == 12);
  CHECK(findings[0].message == "expected ';' before '}' token");
  CHECK(findings[1].kind == "warning");
  CHECK(findings[2].kind == "error");
  CHECK(findings[2].file == "a.h");
}

TEST_CASE("a missing function is told by its name") {
  const auto findings = parse_compiler_output(
      "/usr/bin/ld: call.o: in function `prep_call':\n/k/call.cpp:7: undefined reference to `vector_add'\n");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message == "undefined reference to vector_add");
  CHECK_FALSE(findings[0].fix.empty());
}

TEST_CASE("a line of a megabyte is passed over") {
  CHECK(parse_compiler_output("a.cu:1:1: error: " + std::string(1 << 20, 'x')).empty());
  CHECK(parse_compiler_output("").empty());
}

TEST_CASE("errors and warnings of nvcc 13 are read with their line, its assembler's without") {
  const auto findings = parse_compiler_output(
      "/tmp/x/err.cu(3): error: identifier \"foo\" is undefined\n"
      "  __attribute__((global)) void k(float* x) { x[0] = foo(1); }\n"
      "                                                    ^\n"
      "err.cu(7): warning #177-D: variable \"unused\" was declared but never referenced\n"
      "5 errors detected in the compilation of \"err.cu\".\n"
      "ptxas error   : Entry function '_Z1kPf' uses too much shared data (0x13880 bytes, 0xc000 max)\n"
      "ptxas info    : Used 14 registers, used 1 barriers, 128 bytes smem\n");
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].kind == "error");
  CHECK(findings[0].file == "err.cu");
  CHECK(findings[0].line == 3);
  CHECK(findings[0].message == "identifier \"foo\" is undefined");
  CHECK(findings[1].kind == "warning");
  CHECK(findings[1].line == 7);
  CHECK(findings[2].kind == "error");
  CHECK(findings[2].message ==
        "Entry function '_Z1kPf' uses too much shared data (0x13880 bytes, 0xc000 max)");
}
