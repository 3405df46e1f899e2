#include "grade/gpu_runner.h"

#include <fmt/format.h>

#include <vector>

#include "grade/build_cache.h"
#include "os/error.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void cannot(const std::string& words) {
  throw Error(Exit::environment, "gpu_runner",
              fmt::format("nvcc cannot build the GPU runner; is its host compiler one that this CUDA Toolkit "
                          "supports? --backend sim works without it. nvcc said:\n{}",
                          words.substr(0, 2000)));
}

ProcessSpec trusted(std::vector<std::string> argv, const fs::path& folder) {
  ProcessSpec spec;
  spec.argv = std::move(argv);
  spec.cwd = folder;
  spec.env_add = {"TMPDIR=" + folder.string()};
  spec.limits.wall = Milliseconds{300000};
  spec.limits.output_bytes = 1 << 20;
  return spec;
}

}  // namespace

void ensure_gpu_runner(const GpuBackend& backend, const std::function<void(const std::string&)>& progress) {
  const fs::path library = backend.runner_library();
  const BuildCache cache("gpu-runner");
  if (cache.find(backend.runner_key()) && fs::exists(library)) return;
  progress("building the GPU runner (once for this toolkit and GPU)");
  const Scratch scratch;
  std::vector<Child> compilers;
  std::vector<std::string> archive = {"ar", "rcs", (scratch.folder() / library.filename()).string()};
  for (const fs::path& source : backend.runner_sources()) {
    const fs::path object = scratch.folder() / (source.stem().string() + ".o");
    archive.push_back(object.string());
    compilers.push_back(Child::start(trusted(backend.compile_runner(source, object), scratch.folder())));
  }
  std::string words;
  for (Child& compiler : compilers) {
    const ProcessResult result = compiler.finish();
    if (!result.ok()) words += result.err + result.out;
  }
  if (!words.empty()) cannot(words);
  const ProcessResult archived = run_process(trusted(archive, scratch.folder()));
  if (!archived.ok()) cannot(archived.err);
  cache.keep(backend.runner_key(), scratch.folder());
}

}  // namespace prep
