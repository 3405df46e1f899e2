// Two readings of one file become one text.
#include "sim/front/passes.h"

#include <string>

#include "catch.h"

using prep::sim::merge_passes;
using prep_test::ContainsSubstring;

namespace {

const std::string kMark = "# 1 \"k.cu\"\n";

std::string merged(const std::string& host, const std::string& device) {
  return merge_passes(kMark + host, kMark + device).text;
}

}  // namespace

TEST_CASE("equal passes come out as they are") {
  const std::string text = kMark + "#pragma unroll\n__global__ void k(int* p) { *p = 1; }\nint main() {}\n";
  CHECK(merge_passes(text, text).text == text);
}

TEST_CASE("a kernel has the body of the device pass, a host function that of the host") {
  const std::string text = merged("__global__ void k() { a(); }\nint main() { b(); }\n",
                                  "__global__ void k() { c(); }\nint main() { d(); }\n");
  CHECK_THAT(text, ContainsSubstring("c();") && !ContainsSubstring("a();"));
  CHECK_THAT(text, ContainsSubstring("b();") && !ContainsSubstring("d();"));
}

TEST_CASE("a function of both has both bodies and chooses when it runs") {
  const std::string text = merged("struct S { __host__ __device__ int f() { return 1; } };",
                                  "struct S { __host__ __device__ int f() { return 2; } };");
  CHECK_THAT(text, ContainsSubstring("prep_on_device()") && ContainsSubstring("return 1;") &&
                       ContainsSubstring("return 2;"));
}

TEST_CASE("what only one pass has is kept") {
  const std::string text =
      merged("int h() { return 0; }\nint z;\n", "__device__ int d() { return 0; }\nint z;\n");
  CHECK_THAT(text, ContainsSubstring("int h()") && ContainsSubstring("int d()"));
}

TEST_CASE("a constant that differs is the host's, and said so") {
  const auto passes =
      merge_passes(kMark + "\nconst int n = 1;\nint z;\n", kMark + "\nconst int n = 2;\nint z;\n");
  CHECK_THAT(passes.text, ContainsSubstring("n = 1;") && !ContainsSubstring("n = 2;"));
  REQUIRE(passes.host_taken.size() == 1);
  CHECK(passes.host_taken[0].file == "k.cu");
  CHECK(passes.host_taken[0].line == 2);
}

TEST_CASE("the learner's own files are known by their line markers") {
  const auto files = prep::sim::own_files(
      "# 1 \"a.cu\"\n# 1 \"<built-in>\"\n# 1 \"/usr/include/stdio.h\" 1 3 4\n# 2 \"a.cu\" 2\n# 1 \"b.h\" "
      "1\n");
  CHECK(files == std::vector<std::string>{"a.cu", "b.h"});
}
