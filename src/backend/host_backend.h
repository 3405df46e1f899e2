// C++ exercises on the CPU. check: AddressSanitizer and UndefinedBehaviorSanitizer; fast: -O3 -march=native.
#pragma once
#include "backend/backend.h"

namespace prep {

class HostBackend : public Backend {
 public:
  HostBackend(const Installation& installation, const Compiler& compiler)
      : installation_(installation), compiler_(compiler) {}
  BackendId id() const override { return BackendId::host; }
  Availability availability() const override;
  CommandLine preprocess(const CompileJob&) const override { return {}; }
  CommandLine compile(const CompileJob& job) const override;
  CommandLine compile_call(const CompileJob& job) const override { return plain_compile(compiler_, job); }
  CommandLine link(const LinkJob& job) const override;
  std::vector<std::string> run_environment(Flavor flavor) const override;
  MemoryLimit memory_limit(Flavor flavor) const override;
  std::string identity() const override;

 private:
  std::filesystem::path runner_library() const { return installation_.lib / "libprep_run_host.a"; }
  const Installation& installation_;
  Compiler compiler_;
};

// The exit statuses by which a sanitized program is told from one that exits by itself.
inline constexpr int kAsanStatus = 87, kUbsanStatus = 88;

}  // namespace prep
