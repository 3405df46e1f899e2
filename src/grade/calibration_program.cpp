#include "grade/calibration_program.h"

#include <fmt/format.h>

#include <algorithm>

#include "grade/build_cache.h"
#include "os/environment.h"
#include "os/error.h"
#include "os/files.h"
#include "os/hash.h"
#include "os/process.h"

namespace prep {
namespace {

namespace fs = std::filesystem;

constexpr const char* kProgram = "measure";

std::string identity_of(const fs::path& folder, const CommandLine& compile, const std::string& compiler) {
  std::vector<fs::path> sources;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    if (entry.is_regular_file(none)) sources.push_back(entry.path());
  }
  std::sort(sources.begin(), sources.end());
  ContentHash hash;
  hash.add(compiler);
  // Where prep lies makes no difference to what is measured.
  for (const std::string& word : compile) {
    if (word.find(folder.parent_path().string()) == std::string::npos) hash.add(word);
  }
  for (const fs::path& source : sources) hash.add(source.filename().string()).add(read_file(source));
  return hash.hex();
}

MeasuringProgram program(const Installation& installation, const std::string& source, CommandLine compile,
                         const std::string& compiler) {
  const fs::path folder = installation.calibrate;
  compile.push_back("-I" + folder.parent_path().string());
  compile.push_back((folder / source).string());
  compile.emplace_back("-ldl");  // behind the source that needs it
  std::string identity;
  try {
    identity = identity_of(folder, compile, compiler);
  } catch (const IoError& error) {
    throw Error(
        Exit::environment, "no_installation",
        fmt::format("cannot read {} ({}); install prep again", display(error.path), error_words(error.code)));
  }
  return {source, std::move(compile), identity};
}

// The first line that says what is wrong; notes and "In file included from" come before it.
std::string complaint(const ProcessResult& result) {
  const std::string text = result.err + result.out;
  std::size_t at = 0;
  std::string first;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    if (line.find("error") != std::string::npos || line.find("fatal") != std::string::npos) return line;
    if (first.empty()) first = line;
    at = end + 1;
  }
  return first.empty() ? "it said nothing" : first;
}

}  // namespace

MeasuringProgram gpu_measuring_program(const Installation& installation, const fs::path& nvcc,
                                       int capability) {
  std::error_code none;
  const fs::path real = fs::canonical(nvcc, none);
  return program(installation, "gpu.cu",
                 {nvcc.string(), "-std=c++17", "-O3", fmt::format("-arch=sm_{}", capability)},
                 file_identity(none ? nvcc : real));
}

MeasuringProgram cpu_measuring_program(const Installation& installation, const Compiler& compiler,
                                       const std::string& cpu) {
  CommandLine line{compiler.path.string(), "-std=c++17",         "-O3",
                   "-march=native",        "-ffp-contract=fast", "-pthread"};
#ifdef __x86_64__
  // Else both compilers split the widest vectors.
  line.push_back("-mprefer-vector-width=512");
#endif
  return program(installation, "cpu.cpp", std::move(line), compiler.identity + "|" + cpu);
}

fs::path build_measuring_program(const MeasuringProgram& program,
                                 const std::function<void(const std::string&)>& progress) {
  const BuildCache cache("calibrate");
  if (const auto found = cache.find(program.identity)) return *found / kProgram;
  progress("building the measuring program (once)");
  const Scratch scratch;
  const fs::path folder = scratch.folder() / "built";
  std::error_code none;
  fs::create_directory(folder, none);
  ProcessSpec spec;
  spec.argv = program.compile;
  spec.argv.insert(spec.argv.end(), {"-o", (folder / kProgram).string()});
  spec.limits.wall = Milliseconds{300'000};
  spec.limits.output_bytes = 4 << 20;
  for (const char* name :
       {"NVCC_CCBIN", "NVCC_PREPEND_FLAGS", "NVCC_APPEND_FLAGS", "CPATH", "LIBRARY_PATH"}) {
    if (const auto value = environment(name)) spec.env_add.push_back(std::string(name) + "=" + *value);
  }
  const ProcessResult result = run_process(spec);
  const std::string compiler = fs::path(program.compile.front()).filename().string();
  if (!result.ok() || !fs::exists(folder / kProgram, none))
    throw Error(
        Exit::environment, "calibration_build",
        fmt::format("{} cannot build the program that measures ({}); see that {} --version works and fits "
                    "this machine, then: prep calibrate",
                    compiler, complaint(result), compiler));
  return cache.keep(program.identity, folder) / kProgram;
}

std::vector<fs::path> cublas_folders(const fs::path& nvcc) {
  std::error_code none;
  const fs::path real = fs::canonical(nvcc, none);
  const fs::path root = (none ? nvcc : real).parent_path().parent_path();
  std::vector<fs::path> all;
  for (const fs::path& folder : {root / "lib64", root / "lib", root / "targets/x86_64-linux/lib",
                                 root / "targets/sbsa-linux/lib", root.parent_path() / "cublas/lib"}) {
    if (fs::is_directory(folder, none)) all.push_back(folder);
  }
  return all;
}

}  // namespace prep
