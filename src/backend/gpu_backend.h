// CUDA exercises on a GPU: nvcc compiles for the GPU that was chosen, the runner is linked with the CUDA
// runtime. The runner's own library needs nvcc too: it is built on first use (grade/gpu_runner.h) and named
// here.
#pragma once
#include <optional>

#include "backend/backend.h"
#include "backend/gpu_machine.h"

namespace prep {

class GpuBackend : public Backend {
 public:
  // `wanted`: --gpu N. Runs nvidia-smi.
  GpuBackend(const Installation& installation, std::optional<int> wanted);
  // For tests: a machine that is told.
  GpuBackend(const Installation& installation, std::filesystem::path nvcc, const GpuMachine& machine,
             std::optional<int> wanted);

  BackendId id() const override { return BackendId::gpu; }
  Availability availability() const override;
  CommandLine preprocess(const CompileJob&) const override { return {}; }
  CommandLine compile(const CompileJob& job) const override;
  CommandLine compile_call(const CompileJob& job) const override;
  CommandLine link(const LinkJob& job) const override;
  std::vector<std::filesystem::path> also_read() const override { return {runner_library().parent_path()}; }
  std::vector<std::string> run_environment(Flavor) const override;
  MemoryLimit memory_limit(Flavor) const override { return MemoryLimit::resident; }
  std::string identity() const override;

  const GpuDevice& device() const { return *device_; }  // where available
  const std::filesystem::path& nvcc() const { return nvcc_; }
  // One source of the runner's library.
  CommandLine compile_runner(const std::filesystem::path& source, const std::filesystem::path& object) const;
  std::filesystem::path runner_library() const;  // where it lies, or will
  std::string runner_key() const;                // of everything that goes into it
  std::vector<std::filesystem::path> runner_sources() const;

 private:
  std::filesystem::path source_root() const { return installation_.runner.parent_path(); }
  std::string architecture() const;
  const Installation& installation_;
  std::filesystem::path nvcc_;
  std::optional<GpuDevice> device_;
  std::string why_not_;
};

}  // namespace prep
