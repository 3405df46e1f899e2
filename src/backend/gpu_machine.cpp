#include "backend/gpu_machine.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <tuple>

#include "backend/toolchain.h"
#include "os/process.h"

namespace prep {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r' || text.back() == '\t'))
    text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(trimmed(text.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

template <class Number>
Number number_of(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() ? value : Number{};
}

std::optional<GpuDevice> parse_line(std::string_view line) {
  const std::vector<std::string_view> field = split(line, ',');
  constexpr std::size_t kFields = 9;
  if (field.size() != kFields || !field[2].starts_with("GPU-")) return {};
  GpuDevice gpu;
  gpu.index = number_of<int>(field[0]);
  gpu.name = field[1];
  gpu.uuid = field[2];
  gpu.driver = field[3];
  const std::vector<std::string_view> capability = split(field[4], '.');
  if (capability.size() != 2) return {};
  gpu.capability = 10 * number_of<int>(capability[0]) + number_of<int>(capability[1]);
  gpu.memory_total_bytes = number_of<std::uint64_t>(field[5]) << 20;
  gpu.memory_free_bytes = number_of<std::uint64_t>(field[6]) << 20;
  gpu.utilization_percent = number_of<int>(field[7]);
  gpu.power_limit_w = number_of<double>(field[8]);
  return gpu;
}

std::string first_line(std::string_view text) { return std::string(text.substr(0, text.find('\n'))); }

// What nvidia-smi prints; "" where it fails.
std::string ask(std::vector<std::string> words) {
  const std::filesystem::path program = find_program("nvidia-smi");
  if (program.empty()) return "";
  ProcessSpec spec;
  spec.argv = {program.string()};
  spec.argv.insert(spec.argv.end(), words.begin(), words.end());
  spec.limits.wall = Milliseconds{20000};
  spec.limits.output_bytes = 1 << 20;
  const ProcessResult result = run_process(spec);
  return result.ok() ? result.out : "";
}

}  // namespace

std::vector<GpuDevice> parse_gpu_query(std::string_view csv) {
  std::vector<GpuDevice> gpus;
  for (const std::string_view line : split(csv, '\n'))
    if (auto gpu = parse_line(line)) gpus.push_back(std::move(*gpu));
  return gpus;
}

GpuMachine find_gpus() {
  GpuMachine machine;
  const std::filesystem::path program = find_program("nvidia-smi");
  if (program.empty()) {
    machine.why_none =
        "no NVIDIA driver is here (nvidia-smi was not found); --backend sim grades correctness without a GPU";
    return machine;
  }
  ProcessSpec spec;
  spec.argv = {program.string(), std::string("--query-gpu=") + kGpuQuery, "--format=csv,noheader,nounits"};
  spec.limits.wall = Milliseconds{20000};
  spec.limits.output_bytes = 1 << 20;
  const ProcessResult result = run_process(spec);
  machine.gpus = parse_gpu_query(result.out);
  if (machine.gpus.empty())
    machine.why_none = fmt::format(
        "nvidia-smi names no GPU that can be used ({}); mend the driver, or use --backend sim",
        result.out.empty() && result.err.empty() ? "it said nothing"
                                                 : first_line(result.out.empty() ? result.err : result.out));
  return machine;
}

std::uint64_t throttle_reasons(const GpuDevice& gpu) {
  // Named otherwise before driver 535.
  for (const char* name : {"clocks_event_reasons.active", "clocks_throttle_reasons.active"}) {
    const std::string answer = ask({"-i", gpu.uuid, std::string("--query-gpu=") + name, "--format=csv,noheader"});
    if (answer.rfind("0x", 0) == 0) return std::strtoull(answer.c_str(), nullptr, 16);
  }
  return 0;
}

std::vector<std::string> other_programs(const GpuDevice& gpu) {
  std::vector<std::string> programs;
  const std::string answer = ask({"-i", gpu.uuid, "--query-compute-apps=pid,process_name,used_memory",
                                  "--format=csv,noheader,nounits"});
  for (const std::string_view line : split(answer, '\n')) {
    const std::vector<std::string_view> field = split(line, ',');
    if (field.size() == 3 && number_of<int>(field[0]) > 0)
      programs.push_back(fmt::format("{} {} ({} MiB)", field[0], field[1].substr(field[1].find_last_of('/') + 1),
                                     field[2]));
  }
  return programs;
}

std::optional<GpuDevice> choose_gpu(const std::vector<GpuDevice>& gpus, std::optional<int> index) {
  const auto found =
      index
          ? std::find_if(gpus.begin(), gpus.end(), [&](const GpuDevice& gpu) { return gpu.index == *index; })
          : std::min_element(gpus.begin(), gpus.end(), [](const GpuDevice& a, const GpuDevice& b) {
              // A few percent are a desktop or the last sample of a program that has ended.
              const auto rank = [](const GpuDevice& gpu) {
                return std::tuple(gpu.utilization_percent / 10, ~gpu.memory_free_bytes);
              };
              return rank(a) < rank(b);
            });
  if (found == gpus.end()) return {};
  return *found;
}

std::string throttle_words(std::uint64_t reasons) {
  // nvml.h, nvmlClocksEventReason*. Idle (1) and application clocks (2) are no throttling.
  constexpr std::pair<std::uint64_t, const char*> kReasons[] = {
      {0x4, "power cap"},
      {0x8, "hardware slowdown"},
      {0x10, "sync boost"},
      {0x20, "software thermal slowdown"},
      {0x40, "hardware thermal slowdown"},
      {0x80, "power brake"},
      {0x100, "display clock"},
  };
  std::string words;
  for (const auto& [bit, word] : kReasons)
    if ((reasons & bit) != 0) words += (words.empty() ? "" : ", ") + std::string(word);
  return words;
}

}  // namespace prep
