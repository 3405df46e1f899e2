// CUDA on the CPU: src/sim/front writes the command lines, this adds the kit's runner.
#pragma once
#include "backend/backend.h"
#include "sim/front/commands.h"

namespace prep {

class SimBackend : public Backend {
 public:
  SimBackend(const Installation& installation, const Compiler& compiler);
  BackendId id() const override { return BackendId::sim; }
  Availability availability() const override;
  CommandLine preprocess(const CompileJob& job) const override;
  CommandLine compile(const CompileJob& job) const override;
  CommandLine compile_call(const CompileJob& job) const override { return plain_compile(compiler_, job); }
  CommandLine lint(const CompileJob& job) const override;
  CommandLine link(const LinkJob& job) const override;
  // A whole program: its own main instead of a runner.
  CommandLine link_program(const LinkJob& job) const;
  std::vector<std::string> run_environment(Flavor flavor) const override;
  MemoryLimit memory_limit(Flavor) const override {
    return MemoryLimit::resident;
  }  // fibers reserve address space
  std::string identity() const override;

 private:
  const Installation& installation_;
  Compiler compiler_;
  sim::Toolchain toolchain_;
  std::filesystem::path linting_clang_;  // empty: none here
};

}  // namespace prep
