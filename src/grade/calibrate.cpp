#include "grade/calibrate.h"

#include <fmt/format.h>
#include <sched.h>

#include <sstream>

#include "grade/calibration_file.h"
#include "grade/calibration_program.h"
#include "grade/strange_ceilings.h"
#include "os/environment.h"
#include "os/error.h"
#include "os/files.h"
#include "os/process.h"

namespace prep {
namespace {

namespace fs = std::filesystem;

int usable_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

// What would measure this GPU now; nothing where there is no nvcc.
std::string current_identity(const Installation& installation, const GpuDevice& gpu) {
  const fs::path nvcc = find_nvcc();
  return nvcc.empty() ? "" : gpu_measuring_program(installation, nvcc, gpu.capability).identity;
}

void append(std::vector<std::string>& all, std::vector<std::string> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Up to two runs: `once` gives ceilings with what is strange about them.
template <class Once>
auto sound_or_second(const Once& once, const CalibrationProgress& progress) {
  auto first = once();
  if (first.strange.empty()) return first;
  progress("measuring again: " + first.strange.front());
  auto second = once();
  return second.strange.size() <= first.strange.size() ? second : first;
}

std::vector<std::string> gpu_environment(const GpuDevice& gpu) {
  // The runtime counts GPUs in an order of its own, so it is shown this one only.
  std::vector<std::string> all{"CUDA_VISIBLE_DEVICES=" + gpu.uuid};
  if (const auto folders = environment("LD_LIBRARY_PATH")) all.push_back("LD_LIBRARY_PATH=" + *folders);
  return all;
}

}  // namespace

CpuIdentity parse_cpuinfo(const std::string& text) {
  CpuIdentity cpu;
  std::istringstream in(text);
  // The first processor's, up to the empty line behind it.
  for (std::string line; std::getline(in, line) && !line.empty();) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    const std::string key = line.substr(0, line.find_last_not_of(" \t", colon - 1) + 1);
    const std::string value = colon + 2 <= line.size() ? line.substr(colon + 2) : "";
    if (key == "model name") cpu.name = value;
    for (const char* wanted :
         {"model name", "cpu family", "model", "stepping", "CPU implementer", "CPU part"}) {
      if (key == wanted) cpu.details += (cpu.details.empty() ? "" : ", ") + key + " " + value;
    }
  }
  if (cpu.name.empty()) cpu.name = cpu.details.empty() ? "unknown CPU" : cpu.details;
  return cpu;
}

CpuIdentity this_cpu() {
  CpuIdentity cpu;
  try {
    cpu = parse_cpuinfo(read_file("/proc/cpuinfo"));
  } catch (const IoError&) {
    cpu = parse_cpuinfo("");
  }
  cpu.cores = usable_cores();
  return cpu;
}

Known<GpuCeilings> look_up(const Installation& installation, const GpuDevice& gpu, Moment now) {
  Known<GpuCeilings> known{read_gpu_ceilings(calibration_file(gpu)), ""};
  if (known.ceilings) known.stale = stale_words(*known.ceilings, current_identity(installation, gpu), now);
  return known;
}

Known<CpuCeilings> look_up(const Installation& installation, const CpuIdentity& cpu, Moment now) {
  const std::vector<Compiler> compilers = find_compilers();
  if (compilers.empty()) return {};
  const Compiler& compiler = compilers.front();
  Known<CpuCeilings> known{read_cpu_ceilings(calibration_file(cpu.details, cpu.cores, compiler.identity)),
                           ""};
  if (known.ceilings)
    known.stale = stale_words(*known.ceilings,
                              cpu_measuring_program(installation, compiler, cpu.details).identity, now);
  return known;
}

std::optional<GpuCeilings> known_ceilings(const GpuDevice& gpu) {
  Known<GpuCeilings> known = look_up(find_installation(), gpu, SystemClock().now());
  return known.holds() ? known.ceilings : std::nullopt;
}

CalibrationLines run_measuring_program(const fs::path& program, const std::vector<std::string>& arguments,
                                       const std::vector<std::string>& environment,
                                       const CalibrationProgress& progress) {
  ProcessSpec spec;
  spec.argv = {program.string(), "--lines"};
  spec.argv.insert(spec.argv.end(), arguments.begin(), arguments.end());
  spec.env_add = environment;
  spec.talks = true;
  spec.limits.wall = Milliseconds{120'000};
  spec.limits.output_bytes = 1 << 20;
  CalibrationLines lines;
  Child child = Child::start(spec);
  while (const auto line = child.next_line()) {
    const std::string figure = lines.add(*line);
    const auto at = lines.figures.find(figure);
    if (at != lines.figures.end()) progress(fmt::format("measuring: {} {:.4g}", figure, at->second.value));
  }
  const ProcessResult result = child.finish();
  if (!lines.error.empty()) throw Error(Exit::environment, "calibration_failed", lines.error);
  if (lines.state == CalibrationLines::State::ended && result.ok()) return lines;
  const std::string how = result.ending == Ending::wall_limit  ? "it took longer than 120 s"
                          : result.ending == Ending::signalled ? signal_words(result.signal)
                          : result.err.empty()                 ? fmt::format("exit status {}", result.status)
                                                               : result.err.substr(0, result.err.find('\n'));
  throw Error(
      Exit::environment, "calibration_failed",
      fmt::format("the measuring program did not come to its end ({}); run it again: prep calibrate --force",
                  how));
}

GpuCeilings measure_ceilings(const Installation& installation, const GpuDevice& gpu, const Clock& clock,
                             const CalibrationProgress& progress) {
  const fs::path nvcc = find_nvcc();
  if (nvcc.empty())
    throw Error(Exit::environment, "no_nvcc",
                "nvcc was not found, and it builds the program that measures the GPU; install the CUDA "
                "Toolkit, or put "
                "its bin folder into PATH");
  const MeasuringProgram program = gpu_measuring_program(installation, nvcc, gpu.capability);
  const fs::path built = build_measuring_program(program, progress);
  std::vector<std::string> arguments;
  for (const fs::path& folder : cublas_folders(nvcc)) arguments.push_back(folder.string());
  const auto once = [&] {
    progress("measuring " + gpu.name);
    const CalibrationLines lines = run_measuring_program(built, arguments, gpu_environment(gpu), progress);
    GpuCeilings ceilings;
    ceilings.gpu = gpu.name;
    ceilings.uuid = gpu.uuid;
    ceilings.driver = gpu.driver;
    ceilings.power_limit_w = gpu.power_limit_w;
    ceilings.program = program.identity;
    ceilings.date = utc_text(clock.now().utc_ms);
    put(lines, ceilings);
    ceilings.strange = strange_figures(ceilings);
    append(ceilings.strange, unsteady_figures(lines, gpu_figures()));
    constexpr int kBusyPercent = 10;
    if (gpu.utilization_percent >= kBusyPercent)
      ceilings.strange.push_back(
          fmt::format("another program used the GPU ({} %) when it began", gpu.utilization_percent));
    return ceilings;
  };
  const GpuCeilings ceilings = sound_or_second(once, progress);
  keep_ceilings(calibration_file(gpu), to_json(ceilings));
  return ceilings;
}

CpuCeilings measure_ceilings(const Installation& installation, const CpuIdentity& cpu, const Clock& clock,
                             const CalibrationProgress& progress) {
  const Compiler compiler = find_compiler();
  const MeasuringProgram program = cpu_measuring_program(installation, compiler, cpu.details);
  const fs::path built = build_measuring_program(program, progress);
  const auto once = [&] {
    progress("measuring " + cpu.name);
    const CalibrationLines lines = run_measuring_program(built, {}, {}, progress);
    CpuCeilings ceilings;
    ceilings.cpu = cpu.name;
    ceilings.compiler = fs::path(compiler.name).filename().string();
    ceilings.program = program.identity;
    ceilings.date = utc_text(clock.now().utc_ms);
    put(lines, ceilings);
    ceilings.strange = strange_figures(ceilings);
    append(ceilings.strange, unsteady_figures(lines, cpu_figures()));
    return ceilings;
  };
  const CpuCeilings ceilings = sound_or_second(once, progress);
  keep_ceilings(calibration_file(cpu.details, cpu.cores, compiler.identity), to_json(ceilings));
  return ceilings;
}

}  // namespace prep
