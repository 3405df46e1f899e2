#include "sim/front/commands.h"

#include <algorithm>

#include "catch.h"

using namespace prep::sim;

namespace {
bool has(const std::vector<std::string>& argv, const std::string& word) {
  return std::find(argv.begin(), argv.end(), word) != argv.end();
}
std::size_t at(const std::vector<std::string>& argv, const std::string& word) {
  return static_cast<std::size_t>(std::find(argv.begin(), argv.end(), word) - argv.begin());
}
Toolchain gcc() { return {"g++", CompilerKind::gcc, "/sdk/include", "/sdk/lib/libprep_sim.a"}; }
}  // namespace

TEST_CASE("a compiler is known by its file name") {
  CHECK(kind_of_compiler("/usr/bin/clang++-14") == CompilerKind::clang);
  CHECK(kind_of_compiler("g++-12") == CompilerKind::gcc);
  CHECK(kind_of_compiler("/opt/clang/bin/g++") == CompilerKind::gcc);
}

TEST_CASE("preprocessing puts the dialect first and our folders behind the learner's") {
  SourceOptions options;
  options.include_dirs = {"mine"};
  options.defines = {"N=4"};
  options.force_includes = {"contract.h"};
  options.dependencies_file = "k.d";
  const auto argv = preprocess_argv(gcc(), options, "k.cu", "k.ii");
  CHECK(argv.front() == "g++");
  CHECK(has(argv, "-E"));
  CHECK(has(argv, "-DN=4"));
  CHECK(at(argv, "mine") < at(argv, "/sdk/include"));
  CHECK(at(argv, "prep/sim/cuda.h") < at(argv, "contract.h"));
  CHECK(has(argv, "/sdk/include/prep/sim/toolkit"));
  CHECK(argv[at(argv, "-MF") + 1] == "k.d");
  CHECK(argv[at(argv, "-o") + 1] == "k.ii");
  CHECK_FALSE(has(preprocess_argv(gcc(), {}, "k.cu", ""), "-o"));
}

TEST_CASE("only the check compile has the hooks, and no link has the sanitizer") {
  const auto fast = compile_argv(gcc(), {}, Mode::fast, "k.ii", "k.o");
  const auto check = compile_argv(gcc(), {}, Mode::check, "k.ii", "k.o");
  CHECK(has(fast, "-O2"));
  CHECK_FALSE(has(fast, "-fsanitize=thread"));
  CHECK(has(check, "-fsanitize=thread"));
  CHECK(has(check, "-O1"));
  CHECK(has(check, "tsan-instrument-func-entry-exit=0"));
  CHECK(has(fast, "-ffp-contract=off"));
  SourceOptions fused;
  fused.contract_fma = true;
  CHECK(has(compile_argv(gcc(), fused, Mode::fast, "k.ii", "k.o"), "-ffp-contract=fast"));
  CHECK_FALSE(has(link_argv(gcc(), {"k.o"}, {}, "k"), "-fsanitize=thread"));
}

TEST_CASE("clang is told to report reads before writes") {
  Toolchain clang = gcc();
  clang.kind = CompilerKind::clang;
  CHECK(has(compile_argv(clang, {}, Mode::check, "k.ii", "k.o"), "-tsan-instrument-read-before-write=1"));
  CHECK_FALSE(has(compile_argv(clang, {}, Mode::check, "k.ii", "k.o"), "-Wno-tsan"));
}

TEST_CASE("the lint reads the source as CUDA and writes nothing") {
  SourceOptions options;
  options.force_includes = {"contract.h"};
  const auto argv = lint_argv({"clang++", CompilerKind::clang, "/sdk/include", ""}, options, "k.cu");
  CHECK(has(argv, "-fsyntax-only"));
  CHECK(argv[at(argv, "-x") + 1] == "cuda");
  CHECK(at(argv, "prep/sim/lint.h") < at(argv, "contract.h"));
  CHECK_FALSE(has(argv, "-o"));
}

TEST_CASE("the runtime is linked before the learner's object") {
  const auto argv = link_argv(gcc(), {"k.o", "call.o"}, {"-lm"}, "k");
  CHECK(at(argv, "/sdk/lib/libprep_sim.a") < at(argv, "k.o"));
  CHECK(at(argv, "k.o") < at(argv, "call.o"));
  CHECK(at(argv, "call.o") < at(argv, "-lm"));
  CHECK(argv.back() == "k");
}
