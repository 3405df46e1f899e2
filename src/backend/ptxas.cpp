#include "backend/ptxas.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "backend/toolchain.h"
#include "os/files.h"
#include "sim/report/kernel_name.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

// The number before `unit` in "8 bytes stack frame, 4 bytes spill stores"; 0 where there is none.
long number_before(std::string_view line, std::string_view unit) {
  std::size_t end = line.find(unit);
  while (end != std::string_view::npos && end > 0 && line[end - 1] != ' ') end = line.find(unit, end + 1);
  if (end == std::string_view::npos || end < 2) return 0;
  std::size_t begin = end - 1;
  while (begin > 0 && line[begin - 1] >= '0' && line[begin - 1] <= '9') --begin;
  long value = 0;
  const auto read = std::from_chars(line.data() + begin, line.data() + end - 1, value);
  return read.ec == std::errc() ? value : 0;
}

std::string between(std::string_view line, char quote) {
  const std::size_t open = line.find(quote);
  const std::size_t close = open == std::string_view::npos ? open : line.find(quote, open + 1);
  return close == std::string_view::npos ? "" : std::string(line.substr(open + 1, close - open - 1));
}

// The first error of nvcc, without its path.
std::string first_error(const std::string& said) {
  std::istringstream lines(said);
  for (std::string line; std::getline(lines, line);) {
    for (const char* const mark : {"error: ", "error   : ", "fatal   : "}) {
      const std::size_t at = line.find(mark);
      if (at != std::string::npos) return line.substr(at + std::string_view(mark).size());
    }
  }
  return "it gave no reason";
}

bool has_kernels(const fs::path& file) {
  std::error_code none;
  if (!fs::is_regular_file(file, none)) return false;
  const std::string extension = file.extension().string();
  if (extension != ".cu" && extension != ".cpp" && extension != ".cc" && extension != ".c") return false;
  return read_file(file).find("__global__") != std::string::npos;
}

}  // namespace

std::vector<PtxasKernel> parse_ptxas(std::string_view text) {
  std::vector<PtxasKernel> kernels;
  std::istringstream lines{std::string(text)};
  PtxasKernel now;
  // A kernel's properties come behind its "Compiling entry function"; those of device functions are not its
  // own.
  bool in_entry = false, own_properties = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("Compiling entry function") != std::string::npos) {
      now = {};
      now.symbol = between(line, '\'');
      now.name = sim::kernel_name_of(now.symbol);
      in_entry = !now.symbol.empty();
    } else if (const std::size_t at = line.find("Function properties for "); at != std::string::npos) {
      own_properties = in_entry && line.find(now.symbol, at) != std::string::npos;
    } else if (own_properties && line.find("bytes stack frame") != std::string::npos) {
      now.stack = number_before(line, "bytes stack frame");
      now.spill_stores = number_before(line, "bytes spill stores");
      now.spill_loads = number_before(line, "bytes spill loads");
    } else if (in_entry && line.find(": Used ") != std::string::npos &&
               line.find(" registers") != std::string::npos) {
      now.registers = static_cast<int>(number_before(line, "registers"));
      now.barriers = static_cast<int>(number_before(line, "barriers"));
      now.shared = number_before(line, "bytes smem");
      now.constant = number_before(line, "bytes cmem[0]");
      for (int bank = 1; bank < 8; ++bank)
        now.constant += number_before(line, fmt::format("bytes cmem[{}]", bank));
      if (now.registers > 0) kernels.push_back(now);
      in_entry = own_properties = false;
    }
  }
  return kernels;
}

PtxasRun::PtxasRun(const PtxasRequest& request) {
  const fs::path nvcc = find_nvcc();
  if (nvcc.empty()) {
    missing_ = "no nvcc here";
    return;
  }
  std::vector<fs::path> sources;
  std::copy_if(request.files.begin(), request.files.end(), std::back_inserter(sources), has_kernels);
  for (const fs::path& source : sources) {
    ProcessSpec spec;
    spec.argv = {nvcc.string(),
                 "-x",
                 "cu",
                 "-cubin",
                 "-w",
                 "-Xptxas",
                 "-v",
                 "-arch=" + request.architecture,
                 "-std=" + request.standard,
                 "--extended-lambda",
                 "--expt-relaxed-constexpr"};
    for (const fs::path& folder : request.include) spec.argv.insert(spec.argv.end(), {"-I", folder.string()});
    for (const std::string& define : request.defines) spec.argv.push_back("-D" + define);
    spec.argv.insert(
        spec.argv.end(),
        {"-o", (request.folder / fmt::format("{}.cubin", steps_.size())).string(), source.string()});
    spec.limits.wall = Milliseconds{60000};
    spec.limits.output_bytes = 16 << 20;
    steps_.push_back({source, Child::start(spec)});
  }
}

PtxasFacts PtxasRun::finish() {
  PtxasFacts facts{{}, missing_};
  for (Step& step : steps_) {
    const ProcessResult result = step.child.finish();
    if (!result.ok()) {
      const std::string said = result.err + result.out;
      const std::string why = said.find("nresolved extern function") != std::string::npos
                                  ? "a kernel calls a function of another file, so only linking would tell"
                                  : first_error(said);
      facts.missing = fmt::format("nvcc on {}: {}", step.source.filename().string(), why);
      continue;
    }
    for (PtxasKernel& kernel : parse_ptxas(result.err + result.out))
      facts.kernels.push_back(std::move(kernel));
  }
  return facts;
}

}  // namespace prep
