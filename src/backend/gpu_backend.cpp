#include "backend/gpu_backend.h"

#include <fmt/format.h>

#include <algorithm>

#include "os/hash.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

// Everything of src/runner but the other backends' device, and the judge's types.
constexpr const char* kRunnerSources[] = {
    "runner/buffers.cpp",    "runner/call_bridge.cpp", "runner/case_memory.cpp",   "runner/device_cuda.cpp",
    "runner/gpu_kernels.cu", "runner/gpu_measure.cpp", "runner/gpu_row.cpp",       "runner/gpu_watch.cu",
    "runner/launches.cpp",   "runner/main.cpp",        "runner/mutant_values.cpp", "runner/mutants.cpp",
    "runner/sanitizer.cpp",  "runner/status.cpp",      "judge/types.cpp"};

constexpr int kOldestCapability = 70;

std::string why_not(const fs::path& nvcc, const GpuMachine& machine, const std::optional<GpuDevice>& device,
                    std::optional<int> wanted) {
  if (machine.gpus.empty()) return machine.why_none;
  if (!device) {
    std::string known;
    for (const GpuDevice& gpu : machine.gpus)
      known += fmt::format("{}{} ({})", known.empty() ? "" : ", ", gpu.index, gpu.name);
    return fmt::format("there is no GPU {}; --gpu takes one of: {}", wanted.value_or(0), known);
  }
  if (nvcc.empty())
    return fmt::format(
        "{} is here, but not nvcc: install the CUDA Toolkit (package cuda-toolkit or nvidia-cuda-toolkit), "
        "or "
        "use --backend sim",
        device->name);
  if (device->capability < kOldestCapability)
    return fmt::format("{} has compute capability {}.{}, the exercises need 7.0; use --backend sim",
                       device->name, device->capability / 10, device->capability % 10);
  return {};
}

}  // namespace

GpuBackend::GpuBackend(const Installation& installation, std::optional<int> wanted)
    : GpuBackend(installation, find_nvcc(), find_gpus(), wanted) {}

GpuBackend::GpuBackend(const Installation& installation, fs::path nvcc, const GpuMachine& machine,
                       std::optional<int> wanted)
    : installation_(installation),
      nvcc_(std::move(nvcc)),
      device_(choose_gpu(machine.gpus, wanted)),
      why_not_(prep::why_not(nvcc_, machine, device_, wanted)) {}

Availability GpuBackend::availability() const { return {why_not_.empty(), why_not_}; }

std::string GpuBackend::architecture() const {
  // What only this family has (wgmma, TMA with swizzles) is under the name with an a.
  return fmt::format("-arch=sm_{}{}", device_->capability, device_->capability >= 90 ? "a" : "");
}

CommandLine GpuBackend::compile(const CompileJob& job) const {
  CommandLine line = {nvcc_.string(),
                      "-std=c++17",
                      "-O3",
                      "-lineinfo",
                      architecture(),
                      "--extended-lambda",
                      "--expt-relaxed-constexpr",
                      "-Xptxas",
                      "-v"};
  line.insert(line.end(), {"-Xcompiler", "-Wall,-fdiagnostics-color=never"});
  for (const auto& folder : job.include) line.push_back("-I" + folder.string());
  if (!job.contract.empty()) line.insert(line.end(), {"-include", job.contract.string()});
  line.insert(line.end(), {"-MMD", "-MF", job.output.string() + ".d", "-c", job.source.string(), "-o",
                           job.output.string()});
  return line;
}

CommandLine GpuBackend::compile_call(const CompileJob& job) const {
  CommandLine line = {nvcc_.string(), "-std=c++20", "-O2", architecture(), "-x", "cu"};
  for (const auto& folder : job.include) line.push_back("-I" + folder.string());
  line.insert(line.end(),
              {"-include", job.contract.string(), "-c", job.source.string(), "-o", job.output.string()});
  return line;
}

CommandLine GpuBackend::link(const LinkJob& job) const {
  CommandLine line = {nvcc_.string(), architecture(), "-cudart", "static"};
  // One main, the runner's; and launches go by the runner's notebook.
  for (const char* word :
       {"-u", "prep_runner_anchor", "--wrap=cudaLaunchKernel", "--wrap=__cudaLaunchKernel"})
    line.insert(line.end(), {"-Xlinker", word});
  for (const auto& object : job.objects) line.push_back(object.string());
  line.push_back(runner_library().string());
  if (!job.libraries.empty()) {
    // The toolkit's own folder, also at run time: the loader's configuration need not know it.
    const std::string folder = (nvcc_.parent_path().parent_path() / "lib64").string();
    line.insert(line.end(), {"-L" + folder, "-Xlinker", "-rpath", "-Xlinker", folder});
    for (const std::string& library : job.libraries) line.push_back("-l" + library);
  }
  line.insert(line.end(), {"-o", job.output.string()});
  return line;
}

std::vector<std::string> GpuBackend::run_environment(Flavor) const {
  // All kernels are loaded at the start: lazy loading waits for the device, and would hang behind a kernel
  // that waits for the host.
  return {"CUDA_VISIBLE_DEVICES=" + device_->uuid, "CUDA_MODULE_LOADING=EAGER", "CUDA_CACHE_DISABLE=1"};
}

std::string GpuBackend::identity() const {
  return fmt::format("{}|{}|{}|{}", file_identity(nvcc_), device_->name, device_->driver, runner_key());
}

CommandLine GpuBackend::compile_runner(const fs::path& source, const fs::path& object) const {
  return {nvcc_.string(),
          "-std=c++20",
          "-O2",
          architecture(),
          "-DPREP_RUNNER_GPU",
          "-I" + source_root().string(),
          "-I" + installation_.include.string(),
          "-c",
          (source_root() / source).string(),
          "-o",
          object.string()};
}

std::vector<fs::path> GpuBackend::runner_sources() const {
  return {std::begin(kRunnerSources), std::end(kRunnerSources)};
}

std::string GpuBackend::runner_key() const {
  ContentHash hash;
  hash.add(file_identity(nvcc_)).add(architecture());
  std::vector<std::string> files;
  std::error_code none;
  for (const char* room : {"runner", "judge"})
    for (const auto& entry : fs::directory_iterator(source_root() / room, none))
      files.push_back(file_identity(entry.path()));
  for (const char* name : {"prep/judge.h", "prep/call.h", "prep/records.h"})
    files.push_back(file_identity(installation_.include / name));
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) hash.add(file);
  return hash.hex();
}

fs::path GpuBackend::runner_library() const {
  return cache_dir() / "gpu-runner" / runner_key() / "libprep_run_gpu.a";
}

}  // namespace prep
