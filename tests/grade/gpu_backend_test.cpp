#include "backend/gpu_backend.h"

#include <algorithm>

#include "catch.h"

using namespace prep;

namespace {

GpuMachine one_gpu(int capability = 90) {
  GpuDevice gpu;
  gpu.name = "NVIDIA H200";
  gpu.uuid = "GPU-1";
  gpu.capability = capability;
  return {{gpu}, ""};
}

bool has(const CommandLine& line, const std::string& word) {
  return std::find(line.begin(), line.end(), word) != line.end();
}

std::string after(const CommandLine& line, const std::string& word) {
  const auto at = std::find(line.begin(), line.end(), word);
  return at == line.end() || at + 1 == line.end() ? "" : *(at + 1);
}

}  // namespace

TEST_CASE("gpu lines: the GPU's architecture, line numbers, the contract forced in") {
  const Installation installation;
  const GpuBackend backend(installation, "/cuda/bin/nvcc", one_gpu(), {});
  REQUIRE(backend.availability().available);
  const CommandLine line = backend.compile({"a.cu", "a.o", "k.h", {"/inc"}, Flavor::fast});
  CHECK(line.front() == "/cuda/bin/nvcc");
  CHECK(has(line, "-arch=sm_90a"));
  CHECK(has(line, "-lineinfo"));
  CHECK(has(line, "-I/inc"));
  CHECK(after(line, "-include") == "k.h");
  CHECK(after(line, "-MF") == "a.o.d");
  CHECK_FALSE(has(line, "--use_fast_math"));
  const GpuBackend older(installation, "/cuda/bin/nvcc", one_gpu(86), {});
  CHECK(has(older.compile({"a.cu", "a.o", "k.h", {}, Flavor::fast}), "-arch=sm_86"));
}

TEST_CASE("gpu link: one main, one runtime, and launches go by the notebook") {
  const Installation installation;
  const GpuBackend backend(installation, "/cuda/bin/nvcc", one_gpu(), {});
  const CommandLine line = backend.link({{"a.o", "call.o"}, "run", Flavor::fast});
  CHECK(has(line, "prep_runner_anchor"));
  CHECK(has(line, "--wrap=cudaLaunchKernel"));
  CHECK(after(line, "-cudart") == "static");
  CHECK(has(line, backend.runner_library().string()));
  CHECK(backend.also_read() == std::vector{backend.runner_library().parent_path()});
}

TEST_CASE("gpu link: a library comes from the toolkit's own folder, also at run time") {
  const Installation installation;
  const GpuBackend backend(installation, "/cuda/bin/nvcc", one_gpu(), {});
  const CommandLine line = backend.link({{"a.o"}, "run", Flavor::fast, {"cublas"}});
  CHECK(has(line, "-lcublas"));
  CHECK(has(line, "-L/cuda/lib64"));
  CHECK(after(line, "-rpath") == "-Xlinker");
  CHECK_FALSE(has(backend.link({{"a.o"}, "run", Flavor::fast}), "-lcublas"));
}

TEST_CASE("gpu run: only the chosen GPU is seen, and every kernel is loaded at the start") {
  const Installation installation;
  const GpuBackend backend(installation, "/cuda/bin/nvcc", one_gpu(), {});
  const auto environment = backend.run_environment(Flavor::fast);
  CHECK(has(environment, "CUDA_VISIBLE_DEVICES=GPU-1"));
  CHECK(has(environment, "CUDA_MODULE_LOADING=EAGER"));
}

TEST_CASE("gpu: what is missing is said with the next step") {
  const Installation installation;
  const GpuBackend no_driver(installation, "/cuda/bin/nvcc", {{}, "no driver; use --backend sim"}, {});
  CHECK_FALSE(no_driver.availability().available);
  CHECK(no_driver.availability().why_not == "no driver; use --backend sim");
  const GpuBackend no_nvcc(installation, "", one_gpu(), {});
  CHECK(no_nvcc.availability().why_not.find("nvcc") != std::string::npos);
  const GpuBackend no_such(installation, "/cuda/bin/nvcc", one_gpu(), 3);
  CHECK(no_such.availability().why_not == "there is no GPU 3; --gpu takes one of: 0 (NVIDIA H200)");
  const GpuBackend old(installation, "/cuda/bin/nvcc", one_gpu(61), {});
  CHECK(old.availability().why_not.find("6.1") != std::string::npos);
}
