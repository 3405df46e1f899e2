// `prep run` and `prep sim` for real: the checkout's own kits, judges and libraries.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "catch.h"
#include "cli/learner.h"

using namespace prep_test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

fs::path kit(const std::string& file) { return fs::path(PREP_SOURCE) / "exercises" / file; }

TEST_CASE("the first run makes the file, fails, records, and names the hint") {
  Learner learner;
  const Said said = learner.prep({"run", "ex_01", "--quick"});
  CAPTURE(said.out, said.err);
  CHECK(said.code == 1);
  CHECK(text_of(learner.home() / "ex_01_vector_add" / "vector_add.cu") ==
        text_of(kit("ex_01_vector_add/vector_add.cu")));
  CHECK_THAT(said.err, ContainsSubstring("put the starter of ex_01"));
  CHECK_THAT(said.out, ContainsSubstring(" FAIL ex_01"));
  CHECK_THAT(said.out, ContainsSubstring("attempt 1"));
  const std::size_t last = said.out.rfind(" Next: ");
  REQUIRE(last != std::string::npos);
  CHECK(said.out.substr(last).starts_with(" Next: prep hint ex_01"));
  CHECK(json::parse(learner.prep({"status", "--json"}).out)["exercises"]["begun"] == 1);

  fs::copy_file(kit("ex_01_vector_add/solution.cu"), learner.home() / "ex_01_vector_add" / "vector_add.cu",
                fs::copy_options::overwrite_existing);
  const Said passed = learner.prep({"run", "--quick", "--json"});  // the current exercise
  CAPTURE(passed.out, passed.err);
  CHECK(passed.code == 0);
  const json result = json::parse(passed.out);
  CHECK(result["schema"] == "prep.run/1");
  CHECK(result["verdict"] == "passed");
  CHECK(result["recorded"] == true);
  CHECK(json::parse(learner.prep({"list", "--status", "passed", "--json"}).out)["exercises"].size() == 1);
  CHECK(learner.prep({"solution", "ex_01"}).code == 0);
}

TEST_CASE("another file is graded on its own and leaves no trace in the learner's folder") {
  Learner learner;
  REQUIRE(learner.prep({"start"}).code == 0);
  const std::string before = text_of(learner.home() / ".prep" / "snapshot.json");
  const Said said = learner.prep(
      {"run", "ex_31", "--quick", "--json", "--file", kit("ex_31_block_allocator/solution.cpp").string()});
  CAPTURE(said.out, said.err);
  CHECK(said.code == 0);
  CHECK(json::parse(said.out)["recorded"] == false);
  CHECK_FALSE(fs::exists(learner.home() / "ex_31_block_allocator"));
  CHECK(text_of(learner.home() / ".prep" / "snapshot.json") == before);
}

TEST_CASE("a seed replays the same inputs, and the missing GPU is no verdict") {
  Learner learner;
  const std::string file = kit("ex_31_block_allocator/solution.cpp").string();
  const Said said = learner.prep(
      {"run", "ex_31", "--quick", "--json", "--fresh", "--seed", "00000000000000ab", "--file", file});
  CHECK(json::parse(said.out)["seed"] == "00000000000000ab");
  const Said gpu = learner.prep(
      {"run", "ex_01", "--backend", "gpu", "--file", kit("ex_01_vector_add/solution.cu").string()});
  CHECK(gpu.code == 3);
}

TEST_CASE("prep sim takes a line that was typed for nvcc, OpenMP included") {
  Learner learner;
  write(learner.folder() / "omp.cu",
        "#include <cstdio>\n#include <omp.h>\n__global__ void fill(int* p, int v) { p[threadIdx.x] = v; }\n"
        "int main() {\n  int sum = 0;\n#pragma omp parallel num_threads(3)\n  {\n"
        "    int *d, h[32];\n    cudaMalloc(&d, sizeof h);\n    fill<<<1, 32>>>(d, omp_get_thread_num());\n"
        "    cudaMemcpy(h, d, sizeof h, cudaMemcpyDeviceToHost);\n    cudaFree(d);\n"
        "#pragma omp critical\n    sum += h[31];\n  }\n  std::printf(\"%d\\n\", sum);\n}\n");
  const Said said =
      learner.prep({"sim", "-arch=sm_90", "-O3", "-Xcompiler", "-fopenmp", "omp.cu", "-o", "omp"});
  CAPTURE(said.out, said.err);
  CHECK(said.code == 0);
  CHECK(said.out == "3\n");
}

TEST_CASE("prep sim passes the program's output on and names the line of a race") {
  Learner learner;
  write(learner.folder() / "hello.cu",
        "#include <cstdio>\n__global__ void k(int* x) { x[threadIdx.x] = int(threadIdx.x); }\n"
        "int main(int argc, char** argv) {\n  int* x; cudaMallocManaged(&x, 32 * sizeof(int));\n"
        "  k<<<1, 32>>>(x);\n  cudaDeviceSynchronize();\n  std::printf(\"%d %s\\n\", x[31], argc > 1 ? "
        "argv[1] : \"\");\n"
        "  cudaFree(x);\n  return 0;\n}\n");
  const Said good = learner.prep({"sim", "hello.cu", "--", "--json"});
  CAPTURE(good.out, good.err);
  CHECK(good.code == 0);
  CHECK(good.out == "31 --json\n");

  write(learner.folder() / "race.cu",
        "__global__ void k(int* x) {\n  __shared__ int s[64];\n  s[threadIdx.x] = int(threadIdx.x);\n"
        "  x[threadIdx.x] = s[63 - threadIdx.x];\n}\n"
        "int main() {\n  int* x; cudaMalloc(&x, 64 * sizeof(int));\n  k<<<1, 64>>>(x);\n  "
        "cudaDeviceSynchronize();\n"
        "  cudaFree(x);\n  return 0;\n}\n");
  const Said race = learner.prep({"sim", "race.cu"});
  CAPTURE(race.out, race.err);
  CHECK(race.code == 1);
  CHECK_THAT(race.err, ContainsSubstring("race.cu:4"));
  const json findings = json::parse(learner.prep({"sim", "race.cu", "--json"}).out)["findings"];
  REQUIRE_FALSE(findings.empty());
  CHECK(findings[0]["kind"] == "race");

  write(learner.folder() / "broken.cu", "int main() { return 0 }\n");
  const Said broken = learner.prep({"sim", "broken.cu"});
  CHECK(broken.code == 1);
  CHECK_THAT(broken.err, ContainsSubstring("broken.cu:1"));

  write(learner.folder() / "inc/size.h", "constexpr int kSize = SIZE;\n");
  write(
      learner.folder() / "options.cu",
      "#include <cstdio>\n#include <size.h>\n__global__ void k(float* x) { x[threadIdx.x * 32] = 1; }\n"
      "int main() {\n  float* x; cudaMalloc(&x, kSize * 4);\n  k<<<1, 32>>>(x);\n  cudaDeviceSynchronize();\n"
      "  int n; cudaGetDeviceCount(&n);\n  std::printf(\"%d\\n\", n);\n}\n");
  const Said options = learner.prep(
      {"sim", "options.cu", "-I", "inc", "-DSIZE=1024", "--gpus", "3", "--leaks", "--model", "--json"});
  CAPTURE(options.out, options.err);
  const json told = json::parse(options.out);
  CHECK(told["stdout"] == "3\n");
  CHECK(told["findings"][0]["kind"] == "leak");
  CHECK(told["model"]["transactions"] == 32);
  CHECK(told["model"]["gpu"] == "h200");
  const json& kernel = told["model"]["kernels"][0];
  CHECK(kernel["name"] == "k");
  CHECK(kernel["global_bytes"] == 32 * 4);
  CHECK(kernel["global_bytes_moved"] == 32 * 32);
  CHECK(kernel["occupancy"]["blocks"] == 32);

  write(learner.folder() / "seven.cu", "int main() { return 7; }\n");
  CHECK(json::parse(learner.prep({"sim", "seven.cu", "--json"}).out)["program_exit"] == 7);
}

}  // namespace
