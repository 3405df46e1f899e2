// One hostile file through the real program on a real GPU (label gpu): the verdict that its first line names.
// usage: hostile_gpu FILE. Skipped (status 4) where there is no GPU or no nvcc.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "backend/gpu_machine.h"
#include "backend/toolchain.h"
#include "os/files.h"
#include "os/process.h"

using namespace prep;
namespace fs = std::filesystem;

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  if (find_gpus().gpus.empty() || find_nvcc().empty()) return 4;
  const fs::path work = fs::temp_directory_path() / fmt::format("prep-hostile-gpu-{}", ::getpid());
  const fs::path file = argv[1];
  std::string wanted = read_file(file);
  wanted = wanted.substr(wanted.find(':') + 2, wanted.find('\n') - wanted.find(':') - 2);
  ProcessSpec spec;
  spec.argv = {PREP_BINARY, "run", "ex_91", "--file", file.string(), "--backend", "gpu", "--fresh", "--json"};
  spec.env_add = {std::string("PREP_ROOT=") + PREP_GPU_FIXTURES, "PREP_HOME=" + (work / "home").string(),
                  "XDG_STATE_HOME=" + (work / "state").string()};
  spec.limits.wall = Milliseconds{280000};
  spec.limits.output_bytes = 64 << 20;
  const ProcessResult run = run_process(spec);
  fs::remove_all(work);
  const auto result = nlohmann::json::parse(run.out, nullptr, false);
  const std::string verdict = result.is_object() ? result.value("verdict", "") : run.err.substr(0, 600);
  const bool held = fmt::format("|{}|", wanted).find("|" + verdict + "|") != std::string::npos;
  fmt::print("{}: {}, wanted {}{}\n", file.stem().string(), verdict, wanted, held ? "" : ": " + run.out);
  return held ? 0 : 1;
}
