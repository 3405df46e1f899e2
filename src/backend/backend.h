// How one backend compiles and runs a learner's file. Backends return command lines as data and run nothing,
// so that they are tested without compilers and GPUs; src/grade/build.h runs the lines. `build` of one
// flavor:
//   compile(source) -> object;  link(objects) -> runner.
// The sim preprocesses and rewrites first: preprocess() is then not empty.
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "backend/toolchain.h"
#include "os/paths.h"
#include "os/process.h"

namespace prep {

enum class BackendId { gpu, sim, host };
std::string word(BackendId id);

// check: everything that finds defects (sim hooks; ASan + UBSan). fast: results and time.
enum class Flavor { fast, check };
std::string word(Flavor flavor);

struct CompileJob {
  std::filesystem::path source;    // in the scratch folder, under the learner's file name
  std::filesystem::path output;    // .ii or .o
  std::filesystem::path contract;  // <slug>.h, force-included; empty for a whole program
  std::vector<std::filesystem::path> include;
  Flavor flavor = Flavor::fast;
};
struct LinkJob {
  std::vector<std::filesystem::path> objects;
  std::filesystem::path output;
  Flavor flavor = Flavor::fast;
  std::vector<std::string> libraries = {};  // "cublas": beside the backend's own
};

struct Availability {
  bool available = false;
  std::string why_not;  // a sentence that ends in the next step
};

using CommandLine = std::vector<std::string>;

class Backend {
 public:
  virtual ~Backend() = default;
  virtual BackendId id() const = 0;
  virtual Availability availability() const = 0;
  // Empty: the source is compiled as it is. Else its output goes through the front end before compile().
  virtual CommandLine preprocess(const CompileJob& job) const = 0;
  virtual CommandLine compile(const CompileJob& job) const = 0;
  // The kit's call.cpp: plain C++ in every backend.
  virtual CommandLine compile_call(const CompileJob& job) const = 0;
  // A second opinion on the learner's source beside the compile, read by parse_lint_output; empty: none here.
  virtual CommandLine lint(const CompileJob&) const { return {}; }
  virtual CommandLine link(const LinkJob& job) const = 0;
  // What these commands read besides headers, libraries of the installation and the scratch folder.
  virtual std::vector<std::filesystem::path> also_read() const { return {}; }
  // Environment of a run, on top of the clean one.
  virtual std::vector<std::string> run_environment(Flavor flavor) const = 0;
  virtual MemoryLimit memory_limit(Flavor flavor) const = 0;
  // Everything besides the job that may change a build's result: compiler, libraries, headers.
  virtual std::string identity() const = 0;
};

// g++ or clang++ on a plain C++ file, the contract forced in.
CommandLine plain_compile(const Compiler& compiler, const CompileJob& job);

// `gpu`: the index that --gpu named; without it the idlest.
std::unique_ptr<Backend> make_backend(BackendId id, const Installation& installation,
                                      const Compiler& compiler, std::optional<int> gpu = {});

}  // namespace prep
