#include "backend/lint_output.h"

#include "catch.h"

using prep::parse_lint_output;
using prep_test::ContainsSubstring;

TEST_CASE("a host function in a kernel is told with its fix, once") {
  const auto found = parse_lint_output(
      "k.cu:3:36: error: reference to __host__ function 'helper' in __global__ function\n"
      "k.cu:2:5: note: 'helper' declared here\n"
      "k.cu:3:36: error: reference to __host__ function 'helper' in __global__ function\n",
      "/opt/prep/include");
  REQUIRE(found.size() == 1);
  CHECK(found[0].file == "k.cu");
  CHECK(found[0].line == 3);
  CHECK_THAT(found[0].message, ContainsSubstring("'helper'") && ContainsSubstring("host only"));
  CHECK_THAT(found[0].fix, ContainsSubstring("__device__"));
}

TEST_CASE("no matching function is a CUDA matter only when its note says so") {
  const std::string call = "k.cu:5:3: error: no matching function for call to 'df'\n";
  CHECK(parse_lint_output(call + "k.cu:1:6: note: candidate function not viable: requires 1 argument\n", "/x")
            .empty());
  const auto found =
      parse_lint_output(call +
                            "k.cu:1:6: note: candidate function not viable: call to __device__ "
                            "function from __host__ function\n",
                        "/x");
  REQUIRE(found.size() == 1);
  CHECK(found[0].line == 5);
  CHECK_THAT(found[0].message, ContainsSubstring("GPU only"));
}

TEST_CASE("what is not the learner's or not CUDA's is left out") {
  CHECK(parse_lint_output("/usr/include/c++/12/vector:3:1: error: reference to __host__ function 'f' in "
                          "__device__ function\n"
                          "/opt/prep/include/prep/sim/x.h:3:1: error: reference to __host__ function 'f' in "
                          "__device__ function\n"
                          "k.cu:1:10: error: unknown type name 'half9'\n"
                          "k.cu:1:10: warning: reference to __host__ function 'f' in __device__ function\n"
                          "clang: error: unknown argument\n",
                          "/opt/prep/include")
            .empty());
}
