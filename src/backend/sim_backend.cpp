#include "backend/sim_backend.h"

#include <algorithm>

namespace prep {
namespace fs = std::filesystem;
namespace {

sim::Mode mode_of(Flavor flavor) { return flavor == Flavor::fast ? sim::Mode::fast : sim::Mode::check; }

sim::SourceOptions options_of(const CompileJob& job) {
  sim::SourceOptions options;
  for (const fs::path& folder : job.include) options.include_dirs.push_back(folder.string());
  if (!job.contract.empty()) options.force_includes.push_back(job.contract.string());
  return options;
}

}  // namespace

SimBackend::SimBackend(const Installation& installation, const Compiler& compiler)
    : installation_(installation), compiler_(compiler), linting_clang_(find_linting_clang()) {
  toolchain_.compiler = compiler.path.string();
  toolchain_.kind =
      compiler.kind == prep::CompilerKind::gcc ? sim::CompilerKind::gcc : sim::CompilerKind::clang;
  toolchain_.include_dir = installation.include.string();
  toolchain_.library = (installation.lib / "libprep_sim.a").string();
}

Availability SimBackend::availability() const {
  for (const char* name : {"libprep_sim.a", "libprep_run_sim.a"})
    if (!fs::exists(installation_.lib / name))
      return {false, std::string(name) + " is missing; build prep again: rm -r build && ./prep --version"};
  return {true, ""};
}

CommandLine SimBackend::preprocess(const CompileJob& job) const {
  return sim::preprocess_argv(toolchain_, options_of(job), job.source.string(), job.output.string());
}

CommandLine SimBackend::compile(const CompileJob& job) const {
  return sim::compile_argv(toolchain_, options_of(job), mode_of(job.flavor), job.source.string(),
                           job.output.string());
}

CommandLine SimBackend::lint(const CompileJob& job) const {
  if (linting_clang_.empty()) return {};
  sim::Toolchain clang = toolchain_;
  clang.compiler = linting_clang_.string();
  return sim::lint_argv(clang, options_of(job), job.source.string());
}

CommandLine SimBackend::link(const LinkJob& job) const {
  std::vector<std::string> objects;
  for (const fs::path& object : job.objects) objects.push_back(object.string());
  return sim::link_argv(toolchain_, objects, {kOneMain, (installation_.lib / "libprep_run_sim.a").string()},
                        job.output.string());
}

CommandLine SimBackend::link_program(const LinkJob& job) const {
  std::vector<std::string> objects;
  for (const fs::path& object : job.objects) objects.push_back(object.string());
  return sim::link_argv(toolchain_, objects, {}, job.output.string());
}

std::vector<std::string> SimBackend::run_environment(Flavor) const { return {}; }

std::string SimBackend::identity() const {
  std::string identity = compiler_.identity + "|" + file_identity(installation_.lib / "libprep_sim.a") + "|" +
                         file_identity(installation_.lib / "libprep_run_sim.a") + "|" +
                         linting_clang_.string();
  std::vector<std::string> headers;
  std::error_code none;
  for (const auto& entry : fs::recursive_directory_iterator(installation_.include / "prep/sim", none))
    headers.push_back(file_identity(entry.path()));
  std::sort(headers.begin(), headers.end());
  for (const std::string& header : headers) identity += "|" + header;
  return identity;
}

}  // namespace prep
