#include "backend/sim_compiler.h"

#include <algorithm>
#include <fstream>
#include <optional>

#include "backend/front_end.h"
#include "backend/learner_words.h"
#include "backend/lint_output.h"
#include "backend/precompiled.h"
#include "os/files.h"
#include "sim/front/passes.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

ProcessSpec spec_of(const std::vector<std::string>& argv) {
  ProcessSpec spec;
  spec.argv = argv;
  spec.limits.wall = Milliseconds{300000};
  spec.limits.output_bytes = 16 << 20;
  return spec;
}

// What nvcc hands to the host compiler, unless somebody keeps kernels in it.
bool is_host_file(const fs::path& source, const std::string& text) {
  const std::string extension = source.extension().string();
  return extension != ".cu" && text.find("__global__") == std::string::npos &&
         text.find("<<<") == std::string::npos;
}

bool accept(const ProcessResult& step, SimObject& result) {
  for (Finding& finding : in_learners_words(parse_compiler_output(step.err)))
    result.said.push_back(std::move(finding));
  if (!step.ok()) result.failed = step;
  return step.ok();
}

// __CUDA_ARCH__ in any of the learner's own files.
bool tests_device_pass(const std::string& preprocessed) {
  for (const std::string& file : sim::own_files(preprocessed)) {
    std::error_code none;
    if (fs::is_regular_file(file, none) && read_file(file).find("__CUDA_ARCH__") != std::string::npos)
      return true;
  }
  return false;
}

void add_lint(std::vector<Finding>& said, std::vector<Finding> lint) {
  for (Finding& finding : lint) {
    const bool known = std::any_of(said.begin(), said.end(), [&](const Finding& other) {
      return other.kind == "error" && other.line == finding.line && other.file == finding.file;
    });
    if (!known) said.push_back(std::move(finding));
  }
}

}  // namespace

SimCompiler::SimCompiler(const Installation& installation, sim::Mode mode, sim::SourceOptions options)
    : installation_(installation), mode_(mode), options_(std::move(options)), compiler_(find_compiler()) {
  toolchain_.compiler = compiler_.path.string();
  toolchain_.kind = compiler_.kind == CompilerKind::gcc ? sim::CompilerKind::gcc : sim::CompilerKind::clang;
  toolchain_.include_dir = installation.include.string();
  toolchain_.library = (installation.lib / "libprep_sim.a").string();
  for (const char* const linker : {"gold", "lld"})  // each twice as fast as the usual one
    if (toolchain_.linker.empty() && !find_program(std::string("ld.") + linker).empty())
      toolchain_.linker = linker;
  lint_ = toolchain_;
  lint_.compiler = find_linting_clang().string();
  if (options_.openmp == sim::OpenMp::off)
    options_.precompiled = precompiled_dialect(toolchain_, compiler_, options_, mode_);
}

SimObject SimCompiler::compile_c(const fs::path& source, const fs::path& object) const {
  SimObject result;
  std::vector<std::string> argv{toolchain_.compiler, "-x", "c", "-std=gnu17", "-O2", "-g"};
  if (options_.openmp == sim::OpenMp::on) argv.push_back("-fopenmp");
  for (const std::string& dir : options_.include_dirs) argv.insert(argv.end(), {"-I", dir});
  for (const std::string& define : options_.defines) argv.push_back("-D" + define);
  argv.insert(argv.end(), {"-c", source.string(), "-o", object.string()});
  result.ok = accept(run_process(spec_of(argv)), result);
  return result;
}

SimObject SimCompiler::compile(const fs::path& source, const fs::path& object) const {
  const std::string text = read_file(source);
  sim::SourceOptions options = options_;
  const bool host_file = is_host_file(source, text);
  if (host_file) {
    if (source.extension() == ".c" && text.find("cuda") == std::string::npos)
      return compile_c(source, object);
    options.dialect = sim::Dialect::host;
    options.precompiled = {};
  }
  SimObject result;
  const fs::path host = object.string() + ".host.ii", device = object.string() + ".device.ii";
  if (!accept(run_process(spec_of(sim::preprocess_argv(toolchain_, options, source.string(), host.string()))),
              result))
    return result;
  const bool two_passes = !host_file && tests_device_pass(read_file(host));
  std::optional<Child> lint;
  // clang may be here without its OpenMP headers.
  if (!lint_.compiler.empty() && !host_file && !two_passes && options.openmp == sim::OpenMp::off)
    lint = Child::start(spec_of(sim::lint_argv(lint_, options_, source.string())));
  if (two_passes) {
    options.defines.push_back(sim::kDevicePass);
    const ProcessResult pass =
        run_process(spec_of(sim::preprocess_argv(toolchain_, options, source.string(), device.string())));
    if (!accept(pass, result)) return result;
  }
  const fs::path rewritten = object.string() + ".ii";
  FrontEndOutcome front = run_front_end(host, two_passes ? device : fs::path(), rewritten);
  result.said.insert(result.said.end(), front.warnings.begin(), front.warnings.end());
  if (!front.ok) {
    result.said.push_back(front.finding);
    return result;
  }
  result.ok = accept(run_process(spec_of(
                         sim::compile_argv(toolchain_, options, mode_, rewritten.string(), object.string()))),
                     result);
  if (lint) {
    const std::vector<Finding> more = parse_lint_output(lint->finish().err, installation_.include);
    result.ok = result.ok && more.empty();
    add_lint(result.said, more);
  }
  return result;
}

SimObject SimCompiler::link(const std::vector<fs::path>& objects, const std::vector<std::string>& libraries,
                            const fs::path& program) const {
  SimObject result;
  std::vector<std::string> names;
  for (const fs::path& object : objects) names.push_back(object.string());
  std::vector<std::string> extra = libraries;
  if (options_.openmp == sim::OpenMp::on) extra.push_back("-fopenmp");
  result.ok =
      accept(run_process(spec_of(sim::link_argv(toolchain_, names, extra, program.string()))), result);
  return result;
}

}  // namespace prep
