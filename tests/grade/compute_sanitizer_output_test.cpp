// compute-sanitizer's text, as version 2025.3 wrote it on an H200 (reports shortened).
#include "backend/finding.h"
#include "catch.h"

using namespace prep;

TEST_CASE("memcheck: kind, line, thread and distance") {
  const auto findings = parse_compute_sanitizer_output(
      "========= COMPUTE-SANITIZER\n"
      "========= Invalid __global__ write of size 4 bytes\n"
      "=========     at k(float *)+0x60 in t.cu:1\n"
      "=========     by thread (16,0,0) in block (3,0,0)\n"
      "=========     Access to 0x7f964e800040 is out of bounds\n"
      "=========     and is 1 bytes after the nearest allocation at 0x7f964e800000 of size 64 bytes\n"
      "=========     Saved host backtrace up to driver entry point at kernel launch time\n"
      "=========         Host Frame: main in t.cu:2 [0x7b8] in t\n"
      "========= \n"
      "========= Invalid __global__ write of size 4 bytes\n"
      "=========     at k(float *)+0x60 in t.cu:1\n"
      "=========     by thread (17,0,0) in block (3,0,0)\n"
      "=========     Access to 0x7f964e800044 is out of bounds\n"
      "========= \n"
      "========= ERROR SUMMARY: 16 errors\n");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].kind == "memory_error");
  CHECK(findings[0].file == "t.cu");
  CHECK(findings[0].line == 1);
  CHECK(findings[0].count == 2);
  CHECK(findings[0].thread == std::array<int, 3>{16, 0, 0});
  CHECK(findings[0].block == std::array<int, 3>{3, 0, 0});
  CHECK(findings[0].message ==
        "writes 4 bytes of global memory that it must not touch: 1 bytes after the nearest allocation at "
        "0x7f964e800000 of size 64 bytes");
}

TEST_CASE("racecheck: both sites and the number of hazards; warnings are left out") {
  const auto findings = parse_compute_sanitizer_output(
      "========= COMPUTE-SANITIZER\n"
      "========= Error: Race reported between Write access at sum_kernel(const float *, int)+0x1a0 in "
      "/tmp/x/reduction.cu:21\n"
      "=========     and Read access at sum_kernel(const float *, int)+0x230 in /tmp/x/reduction.cu:24 [1020 "
      "hazards]\n"
      "========= \n"
      "========= Warning: Race reported between Write access at a()+0x10 in reduction.cu:30\n"
      "=========     and Write access at a()+0x10 in reduction.cu:30 [4 hazards]\n"
      "========= \n"
      "========= RACECHECK SUMMARY: 2 hazards displayed (1 error, 1 warning)\n");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].kind == "race");
  CHECK(findings[0].file == "reduction.cu");
  CHECK(findings[0].line == 21);
  CHECK(findings[0].other_line == 24);
  CHECK(findings[0].count == 1020);
  CHECK(findings[0].message.find("write and read of the same shared memory") == 0);
  CHECK_FALSE(findings[0].fix.empty());
}

TEST_CASE("a misaligned access says so") {
  const auto findings = parse_compute_sanitizer_output(
      "========= Invalid __global__ read of size 16 bytes\n"
      "=========     at k(float4 *)+0x60 in k.cu:9\n"
      "=========     by thread (0,0,0) in block (0,0,0)\n"
      "=========     Access to 0x7f964e800004 is misaligned\n");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message.find("misaligned") != std::string::npos);
}

TEST_CASE("what the program prints is no report, and neither is silence") {
  CHECK(parse_compute_sanitizer_output("Invalid __global__ write of size 4 bytes\n").empty());
  CHECK(parse_compute_sanitizer_output("========= COMPUTE-SANITIZER\n========= ERROR SUMMARY: 0 errors\n")
            .empty());
  CHECK(parse_compute_sanitizer_output(
            "========= Error: Target application terminated before first instrumented API call\n")
            .empty());
  CHECK(parse_compute_sanitizer_output("").empty());
}
