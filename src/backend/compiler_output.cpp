#include <charconv>
#include <regex>
#include <sstream>

#include "backend/finding.h"

namespace prep {
namespace {

// std::regex recurses once per character: a long line of a hostile program would exhaust the stack.
constexpr std::size_t kLongestLine = 4000;

std::string base_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

}  // namespace

std::vector<Finding> parse_compiler_output(std::string_view text) {
  // file:line[:col]: error: message   |   ld: file.o: in function `f()': file:line: undefined reference to
  // `g'
  static const std::regex diagnostic(R"(^(.+?):(\d+):(?:\d+:)? (fatal error|error|warning): (.*)$)");
  // nvcc's front end: file(line): error: message, file(line): warning #177-D: message; and its assembler.
  static const std::regex cuda(R"(^(.+?)\((\d+)\): (error|warning|catastrophic error)(?: #[\w-]+)?: (.*)$)");
  static const std::regex assembler(R"(^ptxas (?:error|fatal)\s*: (.*)$)");
  static const std::regex undefined(R"(undefined reference to [`'](.+)'$)");
  std::vector<Finding> findings;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (line.size() > kLongestLine) continue;
    std::smatch match;
    if (std::regex_match(line, match, assembler)) {
      Finding finding;
      finding.kind = "error";
      finding.message = match[1];
      findings.push_back(finding);
    } else if (std::regex_match(line, match, diagnostic) || std::regex_match(line, match, cuda)) {
      Finding finding;
      finding.kind = match[3] == "warning" ? "warning" : "error";
      finding.file = base_name(match[1]);
      finding.line = std::stoi(match[2]);
      finding.message = match[4];
      findings.push_back(finding);
    } else if (std::regex_search(line, match, undefined)) {
      Finding finding;
      finding.kind = "error";
      finding.message = "undefined reference to " + match[1].str();
      finding.fix = "define this function with exactly the signature of the contract header";
      findings.push_back(finding);
    }
  }
  return findings;
}

std::vector<Finding> parse_sanitizer_output(std::string_view text, const std::string& source) {
  static const std::regex runtime_error(R"(^(.+?):(\d+):(?:\d+:)? runtime error: (.*)$)");
  static const std::regex asan(R"(ERROR: AddressSanitizer: ([\w-]+)(.*)$)");
  static const std::regex access(R"(^(READ|WRITE) of size (\d+))");
  static const std::regex frame(R"(^\s*#\d+ 0x[0-9a-f]+ in (.+?) (\S+?):(\d+)(?::\d+)?$)");
  static const std::regex region(R"(is located (.+ region|in stack of .+|.* global variable '([^']+)'.*)$)");
  std::vector<Finding> findings;
  std::istringstream lines{std::string(text)};
  bool in_asan = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.size() > kLongestLine) continue;
    std::smatch match;
    if (std::regex_match(line, match, runtime_error)) {
      Finding finding;
      finding.kind = "undefined_behavior";
      finding.file = base_name(match[1]);
      finding.line = std::stoi(match[2]);
      finding.message = match[3];
      finding.fatal = true;
      findings.push_back(finding);
    } else if (std::regex_search(line, match, asan)) {
      Finding finding;
      const std::string kind = match[1];
      finding.kind = kind == "stack-overflow" || kind == "SEGV" || kind == "FPE" ? "crashed" : "memory_error";
      if (kind == "SEGV") finding.kind = "memory_error";
      finding.message = kind == "SEGV" ? "invalid memory access (SIGSEGV)" : kind;
      finding.fatal = true;
      findings.push_back(finding);
      in_asan = true;
    } else if (in_asan && std::regex_search(line, match, access)) {
      findings.back().message =
          (match[1] == "READ" ? "reads " : "writes ") + match[2].str() + " bytes: " + findings.back().message;
    } else if (in_asan && findings.back().line == 0 && std::regex_match(line, match, frame) &&
               base_name(match[2]) == source) {
      findings.back().function = match[1];
      findings.back().file = source;
      findings.back().line = std::stoi(match[3]);
    } else if (in_asan && std::regex_search(line, match, region)) {
      findings.back().message += ", " + match[1].str();
      in_asan = findings.back().line == 0;
    }
  }
  return findings;
}

}  // namespace prep
