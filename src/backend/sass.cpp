#include "backend/sass.h"

#include <cxxabi.h>

#include <cstdlib>
#include <memory>

#include "backend/toolchain.h"
#include "os/process.h"

namespace prep {
namespace {

std::string_view line_of(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

}  // namespace

std::string demangled(const std::string& name) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), &std::free);
  return status == 0 && text ? text.get() : name;
}

std::map<std::string, LoadWidths> parse_sass(std::string_view text) {
  constexpr std::string_view kFunction = "Function : ";
  std::map<std::string, LoadWidths> kernels;
  LoadWidths* now = nullptr;
  while (!text.empty()) {
    const std::string_view line = line_of(text);
    if (const std::size_t at = line.find(kFunction); at != std::string_view::npos) {
      std::string name(line.substr(at + kFunction.size()));
      while (!name.empty() && (name.back() == ' ' || name.back() == '\r')) name.pop_back();
      now = &kernels[demangled(name)];
      continue;
    }
    const std::size_t load = line.find(" LDG.");
    if (now == nullptr || load == std::string_view::npos) continue;
    const std::string_view opcode = line.substr(load + 1, line.find(' ', load + 1) - load - 1);
    if (opcode.find(".128") != std::string_view::npos)
      ++now->wide;
    else if (opcode.find(".64") == std::string_view::npos)
      ++now->narrow;
  }
  return kernels;
}

std::map<std::string, LoadWidths> load_widths(const std::filesystem::path& object) {
  std::filesystem::path program = find_program("cuobjdump");
  if (program.empty()) program = find_program(find_nvcc().parent_path() / "cuobjdump");
  if (program.empty()) return {};
  ProcessSpec spec;
  spec.argv = {program.string(), "-sass", object.string()};
  spec.limits.wall = Milliseconds{20000};
  spec.limits.output_bytes = 32 << 20;
  const ProcessResult result = run_process(spec);
  return result.ok() ? parse_sass(result.out) : std::map<std::string, LoadWidths>{};
}

}  // namespace prep
