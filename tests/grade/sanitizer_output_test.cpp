#include "catch.h"
#include "backend/finding.h"

using namespace prep;

TEST_CASE("AddressSanitizer: the first frame in the learner's file is named") {
  const auto findings = parse_sanitizer_output(
      "=================================================================\n"
      "==12==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602000000014 at pc 0x1 bp 0x2 sp "
      "0x3\n"
      "WRITE of size 4 at 0x602000000014 thread T0\n"
      "    #0 0x7f in memcpy ../../asan.cpp:10\n"
      "    #1 0x55 in q_quantize /s/quant.cpp:31:12\n"
      "    #2 0x56 in main runner.cpp:5\n"
      "0x602000000014 is located 0 bytes to the right of 4-byte region [0x1,0x2)\n",
      "quant.cpp");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].kind == "memory_error");
  CHECK(findings[0].line == 31);
  CHECK(findings[0].function == "q_quantize");
  CHECK_THAT(findings[0].message, prep_test::ContainsSubstring("writes 4 bytes"));
}

TEST_CASE("UndefinedBehaviorSanitizer: file and line as they stand") {
  const auto findings = parse_sanitizer_output(
      "/s/quant.cpp:8:14: runtime error: signed integer overflow: 2147483647 + 1\n", "quant.cpp");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].kind == "undefined_behavior");
  CHECK(findings[0].line == 8);
}

TEST_CASE("a stack overflow is a crash, a wild pointer a memory error") {
  CHECK(parse_sanitizer_output("==1==ERROR: AddressSanitizer: stack-overflow on address 0x7\n", "a.cpp")
            .at(0)
            .kind == "crashed");
  CHECK(parse_sanitizer_output("==1==ERROR: AddressSanitizer: SEGV on unknown address 0x0\n", "a.cpp")
            .at(0)
            .kind == "memory_error");
  CHECK(parse_sanitizer_output("all is well\n", "a.cpp").empty());
}
