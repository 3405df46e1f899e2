#include "sim/report/memory_names.h"

#include <cctype>
#include <fstream>
#include <string_view>
#include <vector>

namespace prep::sim {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string line_of(const char* file, int number) {
  std::ifstream in(file);
  std::string line;
  for (int i = 0; i < number; ++i) {
    if (!std::getline(in, line)) return {};
  }
  return line;
}

// What stands between the bracket and the first comma outside of brackets.
std::string first_argument(const std::string& line, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (depth == 0 || (c == ',' && depth == 1)) return line.substr(open + 1, i - open - 1);
  }
  return line.substr(open + 1);
}

// "(void**)&d.x" -> "d.x": what follows the last address-of, else the whole if it is but a name.
std::string name_in(const std::string& argument) {
  const std::size_t address = argument.rfind('&');
  std::size_t begin = address == std::string::npos ? 0 : address + 1;
  while (begin < argument.size() && argument[begin] == ' ') ++begin;
  std::size_t end = begin;
  const auto belongs = [&](char c) {
    return is_word(c) || c == '.' || c == '[' || c == ']' || c == '-' || c == '>' || c == ':';
  };
  while (end < argument.size() && belongs(argument[end])) ++end;
  const std::string name = argument.substr(begin, end - begin);
  const bool is_name =
      !name.empty() && (std::isalpha(static_cast<unsigned char>(name[0])) != 0 || name[0] == '_');
  return is_name && (address != std::string::npos || end == argument.size()) ? name : "";
}

// "cudaHostAlloc(" but not the flag "cudaHostAllocMapped".
bool is_called(const std::string& line, std::size_t at) {
  while (at < line.size() && is_word(line[at])) ++at;
  return at < line.size() && (line[at] == '(' || line[at] == '<');
}

void replace_all(std::string& text, const std::string& word, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += by.size()) {
    text.replace(at, word.size(), by);
  }
}

}  // namespace

std::string allocated_variable(const std::string& line, int rank, int calls) {
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at < line.size(); ++at) {
    for (const std::string_view call : {"Malloc", "HostAlloc", "HostRegister"})
      if (line.compare(at, call.size(), call) == 0 && is_called(line, at)) found.push_back(at);
  }
  if (found.size() != static_cast<std::size_t>(calls) || rank >= calls) return {};
  std::size_t at = found[static_cast<std::size_t>(rank)];
  while (at < line.size() && line[at] != '(' && line[at] != '<') ++at;
  if (at < line.size() && line[at] == '<') at = line.find('(', at);
  return at < line.size() ? name_in(first_argument(line, at)) : "";
}

void name_memory(Finding& finding) {
  if (finding.origin_bytes == 0) return;
  const Site& origin = finding.origin;
  if (finding.variable.empty() && origin.file != nullptr) {
    finding.variable =
        allocated_variable(line_of(origin.file, origin.line), finding.origin_rank, finding.origins_on_line);
  }
  const std::string& name = finding.variable;
  const std::string where = origin.line > 0 ? " (allocated at line " + std::to_string(origin.line) + ")" : "";
  const std::string whole =
      name.empty() ? "an allocation of " + std::to_string(finding.origin_bytes) + " bytes" + where
                   : "`" + name + "`";
  replace_all(finding.message, "{memory}", whole);
  const std::string mark = "{memory:";
  for (std::size_t at; (at = finding.message.find(mark)) != std::string::npos;) {
    const std::size_t end = finding.message.find('}', at);
    const std::string index = finding.message.substr(at + mark.size(), end - at - mark.size());
    const std::string element =
        name.empty() ? "element " + index + " of " + whole : "`" + name + "[" + index + "]`";
    finding.message.replace(at, end + 1 - at, element);
  }
}

}  // namespace prep::sim
