#include "backend/lint_output.h"

#include <algorithm>
#include <array>
#include <regex>
#include <set>
#include <sstream>

namespace prep {
namespace {

constexpr std::size_t kLongestLine = 4000;  // std::regex recurses once per character

struct Rule {
  const char* pattern;
  const char* message;  // $1… of the pattern
  const char* fix;
};

constexpr const char* kMarkDevice = "write __device__ (or __host__ __device__) in front of the function";

const std::array<Rule, 10>& rules() {
  static const std::array<Rule, 10> all{{
      {R"(^reference to __host__ function '(.+)' in __global__ function)",
       "the kernel calls '$1', which runs on the host only", kMarkDevice},
      {R"(^reference to __host__ function '(.+)' in (__device__|__host__ __device__) function)",
       "a __device__ function calls '$1', which runs on the host only", kMarkDevice},
      {R"(^reference to __global__ function '(.+)' in (\S+) function)",
       "kernel '$1' is called in a $2 function",
       "launch kernels from the host with kernel<<<grid, block>>>(…)"},
      {R"(^reference to __device__ function '(.+)' in __host__ function)",
       "host code calls '$1', which runs on the GPU only",
       "call it in a kernel, or write __host__ __device__ in front of it"},
      {R"(^reference to __(?:device|constant|shared)__ variable '(.+)' in __host__ function)",
       "host code uses '$1', which lies in the GPU's memory",
       "copy it with cudaMemcpyFromSymbol or cudaMemcpyToSymbol"},
      {R"(^kernel function type '(.+)' must have void return type)",
       "a kernel must return void, this one has the type $1", "hand results back through a pointer"},
      {R"(^call to global function '?([^']+)'? not configured)", "kernel '$1' is called like a function",
       "launch it with kernel<<<grid, block>>>(arguments)"},
      {R"(^kernel call to non-global function '?([^']+)'?)", "'$1' is launched but is no kernel",
       "write __global__ void in front of it"},
      {R"(^kernel function '(.+)' must be a free function or static member function)",
       "kernel '$1' is a member of a class", "make it a free function"},
      {R"(^cannot use '(throw|try)' in (\S+) function)", "'$1' does not exist on the GPU",
       "report the error through a pointer"},
  }};
  return all;
}

bool learners(const std::string& file, const std::string& system) {
  return file.rfind("/usr/", 0) != 0 && file.rfind(system, 0) != 0 && file.rfind("<", 0) != 0;
}

std::string base_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

}  // namespace

std::vector<Finding> parse_lint_output(std::string_view text, const std::filesystem::path& system) {
  static const std::regex diagnostic(R"(^(.+?):(\d+):(?:\d+:)? (error|note): (.*)$)");
  static const std::regex not_viable(
      R"(candidate function.* not viable: call to (__host__|__device__) function from (\S+) function)");
  std::vector<Finding> findings;
  std::set<std::pair<int, std::string>> said;
  Finding open;  // "no matching function": a CUDA matter only if a note says so
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (line.size() > kLongestLine || !std::regex_match(line, match, diagnostic)) continue;
    const std::string file = match[1], words = match[4];
    Finding finding;
    finding.kind = "error";
    finding.file = base_name(file);
    finding.line = std::stoi(match[2]);
    finding.fatal = true;
    if (match[3] == "note") {
      std::smatch why;
      if (open.line == 0 || !std::regex_search(words, why, not_viable)) continue;
      const bool host_function = why[1] == "__host__";
      finding = open;
      open = {};
      finding.message += host_function ? ", which runs on the host only" : ", which runs on the GPU only";
      finding.fix = host_function ? kMarkDevice : rules()[3].fix;
    } else {
      open = {};
      if (!learners(file, system.string())) continue;
      static const std::regex no_match(R"(^no matching function for call to '(.+)')");
      std::smatch found;
      if (std::regex_search(words, found, no_match)) {
        open = finding;
        open.message = "this calls '" + found[1].str() + "'";
        continue;
      }
      const auto rule = std::find_if(rules().begin(), rules().end(), [&](const Rule& r) {
        return std::regex_search(words, found, std::regex(r.pattern));
      });
      if (rule == rules().end()) continue;
      finding.message = found.format(rule->message);
      finding.fix = rule->fix;
    }
    if (said.insert({finding.line, finding.message}).second) findings.push_back(finding);
  }
  return findings;
}

}  // namespace prep
