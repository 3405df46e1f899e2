// The command lines of the sim's build, as data: preprocess, (rewrite in process), compile, link. Pure
// functions, so that the backend and the tests run the same lines and neither needs a compiler to know them.
//
//   fast : g++ -std=c++20 -x c++ -E … k.cu > k.ii;  rewrite;  g++ -O2 … -x c++-cpp-output -c k.ii;  g++ k.o
//   libprep_sim.a check: the same with -O1 -g -fsanitize=thread on the compile line only. The hooks come from
//   libprep_sim.a, so
//          the link must not have -fsanitize.
#pragma once
#include <string>
#include <vector>

namespace prep::sim {

enum class Mode { fast, check };

enum class Dialect {
  cuda,  // prep/sim/cuda.h comes first, as nvcc does with its own
  host,  // plain C++ that may include CUDA's headers by name
};

enum class OpenMp { off, on };

enum class CompilerKind { gcc, clang };

struct Toolchain {
  std::string compiler = "g++";  // path or name
  CompilerKind kind = CompilerKind::gcc;
  std::string include_dir;  // the folder that holds prep/sim/cuda.h
  std::string library;      // path of libprep_sim.a
  std::string linker{};     // for -fuse-ld=; empty: the compiler's own choice
};

// A compiled form of the dialect header, for one compiler and the flags of one mode.
struct PrecompiledDialect {
  std::string header;  // its path, with the compiled form beside it; empty: none
  Mode mode = Mode::check;
};

struct SourceOptions {
  std::string standard = "c++20";
  std::vector<std::string> include_dirs;    // -I, the learner's
  std::vector<std::string> defines;         // NAME or NAME=value
  std::vector<std::string> force_includes;  // after prep/sim/cuda.h: a kit's contract
  std::string dependencies_file;            // -MMD -MF; empty: none
  bool contract_fma = false;                // a*b+c may become one fused operation
  Dialect dialect = Dialect::cuda;
  OpenMp openmp = OpenMp::off;     // on: the link needs -fopenmp too
  PrecompiledDialect precompiled;  // g++ only; ignored by the lint
};

// By the compiler's file name: "clang++-14" is clang.
CompilerKind kind_of_compiler(const std::string& compiler);

// The one line of the header that is precompiled, and how.
std::string dialect_header_text();
std::vector<std::string> precompile_argv(const Toolchain& gcc, const SourceOptions& options, Mode mode,
                                         const std::string& header, const std::string& dependencies);
// Writes preprocessed text to `output`, or to stdout when it is empty.
std::vector<std::string> preprocess_argv(const Toolchain& toolchain, const SourceOptions& options,
                                         const std::string& source, const std::string& output);
// clang's own CUDA front end over the learner's source, for the errors that plain C++ cannot see (a host
// function called in a kernel, a kernel called like a function, a bad launch). Any clang >= 14; it builds
// nothing. Its errors are the learner's, its notes into the standard library are not worth showing.
std::vector<std::string> lint_argv(const Toolchain& clang, const SourceOptions& options,
                                   const std::string& source);
// `preprocessed` is rewritten text.
std::vector<std::string> compile_argv(const Toolchain& toolchain, const SourceOptions& options, Mode mode,
                                      const std::string& preprocessed, const std::string& object);
// `extra` are objects and libraries behind the learner's (a runner's, -lm). libprep_sim.a comes first:
// instrumented template code of the learner's object must not replace the runtime's own copy.
std::vector<std::string> link_argv(const Toolchain& toolchain, const std::vector<std::string>& objects,
                                   const std::vector<std::string>& extra, const std::string& program);

}  // namespace prep::sim
