#include "backend/host_backend.h"

#include <fmt/format.h>

namespace prep {
namespace {

const char* const kSanitize = "-fsanitize=address,undefined";

}  // namespace

Availability HostBackend::availability() const {
  if (!std::filesystem::exists(runner_library()))
    return {false, "libprep_run_host.a is missing; build prep again: rm -r build && ./prep --version"};
  return {true, ""};
}

CommandLine HostBackend::compile(const CompileJob& job) const {
  CommandLine line = {compiler_.path.string(),    "-std=c++20", "-Wall", "-Wextra", "-g",
                      "-fdiagnostics-color=never"};
  if (job.flavor == Flavor::check) {
    // Frame pointers and -O1 keep the sanitizers' line numbers true. A null reference is a finding, not a
    // crash.
    line.insert(line.end(), {"-O1", "-fno-omit-frame-pointer", kSanitize, "-fno-sanitize-recover=all"});
  } else {
    line.insert(line.end(), {"-O3", "-march=native"});
  }
  for (const auto& folder : job.include) line.push_back("-I" + folder.string());
  if (!job.contract.empty()) line.insert(line.end(), {"-include", job.contract.string()});
  line.insert(line.end(), {"-MMD", "-MF", job.output.string() + ".d", "-c", job.source.string(), "-o",
                           job.output.string()});
  return line;
}

CommandLine HostBackend::link(const LinkJob& job) const {
  CommandLine line = {compiler_.path.string(), "-g"};
  if (job.flavor == Flavor::check) line.emplace_back(kSanitize);
  for (const auto& object : job.objects) line.push_back(object.string());
  line.insert(line.end(), {kOneMain, runner_library().string(), "-pthread", "-o", job.output.string()});
  return line;
}

std::vector<std::string> HostBackend::run_environment(Flavor flavor) const {
  if (flavor == Flavor::fast) return {};
  // LeakSanitizer needs ptrace, which the sandbox refuses.
  return {
      fmt::format("ASAN_OPTIONS=exitcode={}:detect_leaks=0:abort_on_error=0:detect_stack_use_after_return=1:"
                  "color=never:handle_segv=1:allocator_may_return_null=1",
                  kAsanStatus),
      fmt::format("UBSAN_OPTIONS=exitcode={}:print_stacktrace=0:halt_on_error=1:color=never", kUbsanStatus)};
}

MemoryLimit HostBackend::memory_limit(Flavor flavor) const {
  return flavor == Flavor::check ? MemoryLimit::resident : MemoryLimit::address_space;
}

std::string HostBackend::identity() const {
  return compiler_.identity + "|" + file_identity(runner_library());
}

}  // namespace prep
