// The compilers of this machine. Found by looking at files, never by running them: identity = path, size and
// mtime, which is what object caches are keyed by. $CXX wins where it is set and found.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace prep {

// Takes the runner's main from its library even where the learner brings one: two mains are then a link
// error, not a runner that says nothing.
inline constexpr const char* kOneMain = "-Wl,-u,prep_runner_anchor";

enum class CompilerKind { gcc, clang };

struct Compiler {
  std::filesystem::path path;  // as found: called by its real name, clang++ (a link to clang) would link as C
  std::filesystem::path real;  // behind all links
  std::string name;            // "g++", "clang++-14": as the learner would type it
  CompilerKind kind = CompilerKind::gcc;
  std::string identity;
};

// All found, the preferred first. Empty = none; the caller says what to install.
std::vector<Compiler> find_compilers();
// The preferred one; throws Error(environment) with the apt line where none is found.
Compiler find_compiler();
std::filesystem::path find_nvcc();                            // PATH, then /usr/local/cuda/bin; empty = none
std::filesystem::path find_program(const std::string& name);  // in PATH; empty = none
// Path, size and mtime in one word; "" where the file is missing.
std::string file_identity(const std::filesystem::path& path);

// A clang that knows CUDA well enough for the lint (14 or newer); empty: none here.
std::filesystem::path find_linting_clang();

}  // namespace prep
