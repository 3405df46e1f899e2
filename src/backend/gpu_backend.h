// The GPU backend is not built yet: it says so, and nothing is ever graded by it.
#pragma once
#include "backend/backend.h"

namespace prep {

class GpuBackend : public Backend {
 public:
  BackendId id() const override { return BackendId::gpu; }
  Availability availability() const override;
  CommandLine preprocess(const CompileJob&) const override { return {}; }
  CommandLine compile(const CompileJob&) const override { return {}; }
  CommandLine compile_call(const CompileJob&) const override { return {}; }
  CommandLine link(const LinkJob&) const override { return {}; }
  std::vector<std::string> run_environment(Flavor) const override { return {}; }
  MemoryLimit memory_limit(Flavor) const override { return MemoryLimit::resident; }
  std::string identity() const override { return {}; }
};

}  // namespace prep
