#include "cli/machine.h"

#include <fmt/core.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>

#include "backend/toolchain.h"
#include "os/error.h"
#include "os/files.h"
#include "os/process.h"
#include "os/sandbox.h"

namespace prep {
namespace {

namespace fs = std::filesystem;

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string file_or_empty(const fs::path& path) {
  try {
    return read_file(path);
  } catch (const IoError&) {
    return "";
  }
}

// PRETTY_NAME="Debian GNU/Linux 12 (bookworm)" of os-release.
std::string distribution() {
  const std::string text = file_or_empty("/etc/os-release"), key = "PRETTY_NAME=";
  const std::size_t at = text.find(key);
  if (at == std::string::npos) return "unknown distribution";
  std::string name = first_line(text.substr(at + key.size()));
  std::erase(name, '"');
  return name;
}

// stdout of a short program; "" where it fails.
std::string output_of(const std::vector<std::string>& argv) {
  ProcessSpec spec;
  spec.argv = argv;
  spec.limits.wall = Milliseconds{5000};
  spec.limits.output_bytes = 1 << 16;
  try {
    const ProcessResult result = run_process(spec);
    return result.ok() ? result.out : "";
  } catch (const Error&) {
    return "";
  }
}

std::string version_of(const Compiler& compiler) {
  const char* ask = compiler.kind == CompilerKind::gcc ? "-dumpfullversion" : "-dumpversion";
  const std::string version = first_line(output_of({compiler.path.string(), ask}));
  return version.empty() ? "does not start" : version;
}

// "release 13.0, V13.0.48" of nvcc --version.
std::string nvcc_version(const fs::path& nvcc) {
  const std::string text = output_of({nvcc.string(), "--version"});
  const std::size_t at = text.find("release ");
  if (at == std::string::npos) return "does not start";
  const std::size_t from = at + 8;
  return text.substr(from, text.find(',', from) - from);
}

}  // namespace

std::vector<Fact> system_facts() {
  utsname names{};
  uname(&names);
  const long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
  const double gib = static_cast<double>(pages) * static_cast<double>(page) / (1024.0 * 1024 * 1024);
  return {
      {"system", fmt::format("{}, {} {}, {}", distribution(), names.sysname, names.release, names.machine)},
      {"machine", fmt::format("{} cores, {:.0f} GiB memory", sysconf(_SC_NPROCESSORS_ONLN), gib)}};
}

std::vector<Fact> compiler_facts() {
  std::vector<Fact> facts;
  try {
    for (const Compiler& compiler : find_compilers()) {
      const std::string version = version_of(compiler);
      facts.push_back({"compiler", fmt::format("{} {} ({})", compiler.name, version, compiler.path.string()),
                       version == "does not start" ? Fact::Kind::trouble : Fact::Kind::fine});
    }
    if (facts.empty()) {
      facts.push_back({"compiler", "none; install one: apt install g++", Fact::Kind::trouble});
    }
    const fs::path nvcc = find_nvcc();
    facts.push_back(nvcc.empty() ? Fact{"nvcc", "none", Fact::Kind::lacking}
                                 : Fact{"nvcc", fmt::format("{} ({})", nvcc_version(nvcc), nvcc.string())});
  } catch (const Error& error) {
    facts.push_back({"compiler", error.what(), Fact::Kind::trouble});
  }
  return facts;
}

std::vector<Fact> gpu_facts() {
  std::error_code ignored;
  if (!fs::exists("/dev/nvidiactl", ignored) && !fs::exists("/proc/driver/nvidia/version", ignored)) {
    return {{"gpu", "none; CUDA exercises are graded on the CPU by the sim", Fact::Kind::lacking}};
  }
  const std::string list =
      output_of({"nvidia-smi", "--query-gpu=name,compute_cap,driver_version", "--format=csv,noheader"});
  if (list.empty())
    return {{"gpu", "a driver is there, but nvidia-smi does not answer", Fact::Kind::lacking}};
  return {{"gpu", first_line(list)}};
}

std::vector<Fact> sandbox_facts() {
  std::vector<Fact> facts;
  try {
    std::string holding, missing;
    for (const MeansState& state : sandbox_means()) {
      std::string& list = state.holds ? holding : missing;
      list += (list.empty() ? "" : ", ") + means_name(state.means);
      if (!state.holds && !state.why.empty()) list += " (" + state.why + ")";
    }
    facts.push_back({"sandbox", holding.empty() ? "no means hold here" : holding,
                     holding.empty() ? Fact::Kind::lacking : Fact::Kind::fine});
    if (!missing.empty()) facts.push_back({"", "not here: " + missing, Fact::Kind::lacking});
    facts.push_back({"", sandbox_summary()});
  } catch (const Error& error) {
    facts.push_back({"sandbox", error.what(), Fact::Kind::trouble});
  }
  return facts;
}

}  // namespace prep
