#include "sim/report/memory_names.h"

#include <cctype>
#include <fstream>
#include <string_view>
#include <vector>

namespace prep::sim {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

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

std::string line_of(const char* file, int number) {
  std::ifstream in(file);
  std::string line;
  for (int i = 0; i < number; ++i) {
    if (!std::getline(in, line)) return {};
  }
  return line;
}

bool has_word(const std::string& line, const std::string& word) {
  for (std::size_t at = 0; (at = line.find(word, at)) != std::string::npos; at += word.size()) {
    const bool begins = at == 0 || !is_word(line[at - 1]);
    const std::size_t end = at + word.size();
    if (begins && (end == line.size() || !is_word(line[end]))) return true;
  }
  return false;
}

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

namespace {

// "extern __shared__ __align__(16) float tile[];": the word in front of the first empty brackets.
std::string dynamic_array(const std::string& line) {
  if (!has_word(line, "extern") || !has_word(line, "__shared__")) return {};
  const std::size_t open = line.find("[]");
  if (open == std::string::npos) return {};
  std::size_t begin = open;
  while (begin > 0 && is_word(line[begin - 1])) --begin;
  return line.substr(begin, open - begin);
}

}  // namespace

void name_dynamic_shared(Finding& finding) {
  const std::string words = "dynamic shared memory";
  if (finding.variable != words || finding.here.file == nullptr) return;
  std::ifstream in(finding.here.file);
  std::string line, name;
  for (int i = 0; i < finding.here.line && std::getline(in, line); ++i) {
    const std::string found = dynamic_array(line);
    if (!found.empty()) name = found;
  }
  if (name.empty()) return;
  finding.variable = name;
  const std::string whole = "`" + name + "` (" + words + ")";
  replace_all(finding.message, words, whole);
}

void name_wild_pointer(Finding& finding) {
  if (!finding.is_wild || !finding.variable.empty() || finding.here.file == nullptr) return;
  const std::string line = line_of(finding.here.file, finding.here.line);
  std::string name;
  for (std::size_t open = 0; (open = line.find('[', open)) != std::string::npos; ++open) {
    std::size_t begin = open;
    while (begin > 0 && is_word(line[begin - 1])) --begin;
    const std::string found = line.substr(begin, open - begin);
    if (found.empty() || (!name.empty() && found != name)) return;
    name = found;
  }
  if (name.empty()) return;
  finding.variable = name;
  finding.message += ", through `" + name + "`";
}

namespace {

// "  float sum;", "int a, acc[4][4];", "wmma::fragment<…> fc;": the line declares the word and gives no
// value.
bool declares_without_value(const std::string& line, const std::string& word) {
  for (std::size_t at = 0; (at = line.find(word, at)) != std::string::npos; at += word.size()) {
    std::size_t end = at + word.size();
    if (at == 0 || is_word(line[at - 1]) || (end < line.size() && is_word(line[end]))) continue;
    std::size_t before = at;
    while (before > 0 && line[before - 1] == ' ') --before;
    const bool after_type = before > 0 && before < at &&
                            (is_word(line[before - 1]) || line[before - 1] == '>' || line[before - 1] == ',');
    const std::size_t first = line.find_first_not_of(' ');
    if (!after_type || has_word(line.substr(0, at), "return") || line.find('(') < at || line.find('=') < at ||
        first == at)
      continue;
    while (end < line.size() && (line[end] == '[' || line[end] == ' ')) {
      if (line[end] == '[') end = line.find(']', end);
      if (end == std::string::npos) return false;
      ++end;
    }
    if (end < line.size() && (line[end] == ';' || line[end] == ',')) return true;
  }
  return false;
}

}  // namespace

void name_unset_local(Finding& finding) {
  if (!finding.is_unset_local) return;
  std::string name, local = "a local variable";
  int declared = 0;
  if (finding.here.file != nullptr) {
    std::vector<std::string> lines;
    std::ifstream in(finding.here.file);
    for (std::string line; static_cast<int>(lines.size()) < finding.here.line && std::getline(in, line);)
      lines.push_back(line);
    if (!lines.empty()) {
      const std::string store = lines.back();
      const std::size_t equals = store.find('=');
      for (std::size_t i = equals == std::string::npos ? 0 : equals; i < store.size() && name.empty();) {
        std::size_t end = i;
        while (end < store.size() && is_word(store[end])) ++end;
        const std::string word = store.substr(i, end - i);
        i = end == i ? i + 1 : end;
        if (word.empty() || std::isdigit(static_cast<unsigned char>(word[0])) != 0) continue;
        for (std::size_t l = lines.size() - 1; l-- > 0 && lines.size() - l < 200;) {
          if (lines[l].find("__global__") != std::string::npos && lines.size() - l > 2 &&
              lines[l].find('{') != std::string::npos) {
            if (!declares_without_value(lines[l], word)) break;
          }
          if (!declares_without_value(lines[l], word)) continue;
          name = word;
          declared = static_cast<int>(l) + 1;
          break;
        }
      }
    }
  }
  if (!name.empty()) {
    finding.variable = name;
    local = "`" + name + "` (declared at line " + std::to_string(declared) + ")";
  }
  replace_all(finding.message, "{local}", local);
}

}  // namespace prep::sim
