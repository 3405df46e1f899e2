#include "backend/backend.h"

#include "backend/gpu_backend.h"
#include "backend/host_backend.h"
#include "backend/sim_backend.h"

namespace prep {

std::string word(BackendId id) {
  switch (id) {
    case BackendId::gpu:
      return "gpu";
    case BackendId::sim:
      return "sim";
    case BackendId::host:
      break;
  }
  return "host";
}

std::string word(Flavor flavor) { return flavor == Flavor::fast ? "fast" : "check"; }

CommandLine plain_compile(const Compiler& compiler, const CompileJob& job) {
  CommandLine line = {compiler.path.string(), "-std=c++20", "-g", "-O2", "-fdiagnostics-color=never"};
  for (const auto& folder : job.include) line.push_back("-I" + folder.string());
  line.insert(line.end(),
              {"-include", job.contract.string(), "-c", job.source.string(), "-o", job.output.string()});
  return line;
}

std::unique_ptr<Backend> make_backend(BackendId id, const Installation& installation,
                                      const Compiler& compiler, std::optional<int> gpu) {
  switch (id) {
    case BackendId::gpu:
      return std::make_unique<GpuBackend>(installation, gpu);
    case BackendId::sim:
      return std::make_unique<SimBackend>(installation, compiler);
    case BackendId::host:
      break;
  }
  return std::make_unique<HostBackend>(installation, compiler);
}

}  // namespace prep
