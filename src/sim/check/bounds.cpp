// Indexes outside arrays whose size the compiler knows: a thread's own arrays, which no load/store hook sees,
// constant memory, and members of structs. The compiler's check (-fsanitize=bounds) calls in here; its
// runtime is not linked.
#include <cstdint>
#include <fstream>
#include <map>
#include <mutex>
#include <string>
#include <tuple>

#include "sim/check/detectors.h"
#include "sim/check/hooks.h"
#include "sim/engine/block_findings.h"
#include "sim/report/finding.h"

namespace prep::sim {
namespace {

// As the compiler lays them out.
struct Place {
  const char* file;
  std::uint32_t line, column;
};
struct Type {
  std::uint16_t kind, information;
  char name[1];
};
struct BadIndex {
  Place place;
  const Type* array;
  const Type* index;
};

struct Noted {
  Finding finding;
  std::string type;
  std::uint32_t column = 0;
};

struct Table {
  std::mutex mutex;
  std::map<std::tuple<std::string, std::uint32_t, std::uint32_t>, Noted> by_place;
};

Table& table() {
  static auto* only = new Table;
  return *only;
}

std::string line_of(const char* file, int number) {
  std::ifstream in(file);
  std::string line;
  for (int i = 0; i < number; ++i) {
    if (!std::getline(in, line)) return {};
  }
  return line;
}

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// The name in front of the only subscript of the line, or of the one at the column; "" when it is not clear.
std::string indexed_name(const std::string& line, std::uint32_t column) {
  const auto name_before = [&](std::size_t bracket) {
    while (bracket > 0 && line[bracket - 1] == ']') {  // acc[i][j]: the name stands before all of them
      const std::size_t open = line.rfind('[', bracket - 1);
      if (open == std::string::npos) return std::string();
      bracket = open;
    }
    std::size_t begin = bracket;
    while (begin > 0 && is_word(line[begin - 1])) --begin;
    return line.substr(begin, bracket - begin);
  };
  const std::size_t first = line.find('[');
  if (first == std::string::npos) return {};
  if (line.find('[', first + 1) == std::string::npos) return name_before(first);
  // Compilers point at the name or at the closing bracket.
  std::size_t at = column == 0 ? 0 : column - 1;
  if (at < line.size() && line[at] == ']') {
    const std::size_t open = line.rfind('[', at);
    return open == std::string::npos || line.find(']', open) != at ? std::string() : name_before(open);
  }
  while (at < line.size() && is_word(line[at])) ++at;
  return at < line.size() && line[at] == '[' ? name_before(at) : std::string();
}

long dimensions(const std::string& text) {
  long count = 0;
  for (const char c : text) count += c == '[';
  return count;
}

}  // namespace

void hand_over_bad_indexes() {
  Table& t = table();
  const std::lock_guard lock(t.mutex);
  for (auto& [place, seen] : t.by_place) {
    Finding& finding = seen.finding;
    const std::string line = line_of(finding.here.file, finding.here.line);
    // A matrix that is walked through as one array from its first row on is no mistake of itself.
    if (dimensions(seen.type) == 1 && line.find("[0][") != std::string::npos) continue;
    finding.variable = indexed_name(line, seen.column);
    record(std::move(finding));
  }
  t.by_place.clear();
}

void note_bad_index(const BadIndex& bad, std::uint64_t index) {
  if (t_state.fiber == nullptr) return;
  Table& t = table();
  const std::lock_guard lock(t.mutex);
  Noted& seen = t.by_place[{bad.place.file, bad.place.line, bad.place.column}];
  if (!seen.type.empty()) {
    ++seen.finding.count;
    return;
  }
  seen.type = bad.array->name;
  seen.column = bad.place.column;
  Finding& finding = seen.finding;
  finding = finding_of(*t_state.block, *t_state.fiber, Kind::memory_error);
  finding.here.pc = 0;
  finding.here.file = bad.place.file;
  finding.here.line = static_cast<int>(bad.place.line);
  finding.weight = -1;  // an access that the hooks explain as well is told in their words
  finding.message = "thread " + std::to_string(t_state.fiber->linear) + " uses index " +
                    std::to_string(static_cast<std::int64_t>(index)) + " at {here} in an array of type " +
                    seen.type;
  finding.fix = "Make the array as large as the largest index, or check the index; the last one is size - 1.";
}

}  // namespace prep::sim

extern "C" void __ubsan_handle_out_of_bounds(prep::sim::BadIndex* bad, std::uintptr_t index) {
  prep::sim::note_bad_index(*bad, index);
}
extern "C" void __ubsan_handle_out_of_bounds_abort(prep::sim::BadIndex* bad, std::uintptr_t index) {
  prep::sim::note_bad_index(*bad, index);
}
