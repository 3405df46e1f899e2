#include <nlohmann/json.hpp>
#include <sstream>

#include "backend/finding.h"

namespace prep {
namespace {

std::array<int, 3> triple(const nlohmann::json& object, const char* key) {
  std::array<int, 3> result{-1, -1, -1};
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return result;
  for (std::size_t i = 0; i < 3 && i < found->size(); ++i)
    if ((*found)[i].is_number_integer()) result[i] = (*found)[i].get<int>();
  return result;
}

std::string text(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

long number(const nlohmann::json& object, const char* key, long otherwise) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number_integer() ? found->get<long>() : otherwise;
}

}  // namespace

std::vector<Finding> parse_sim_report(std::string_view report) {
  std::vector<Finding> findings;
  std::istringstream lines{std::string(report)};
  for (std::string line; std::getline(lines, line);) {
    // The learner's process writes this channel too: whatever is no finding is passed over.
    const auto object = nlohmann::json::parse(line, nullptr, false);
    if (!object.is_object() || text(object, "kind").empty()) continue;
    Finding finding;
    finding.kind = text(object, "kind");
    finding.file = text(object, "file");
    finding.file = finding.file.substr(finding.file.find_last_of('/') + 1);
    finding.line = static_cast<int>(number(object, "line", 0));
    finding.other_file = text(object, "other_file");
    finding.other_file = finding.other_file.substr(finding.other_file.find_last_of('/') + 1);
    finding.other_line = static_cast<int>(number(object, "other_line", 0));
    finding.function = text(object, "function");
    finding.variable = text(object, "variable");
    finding.block = triple(object, "block");
    finding.thread = triple(object, "thread");
    finding.other_block = triple(object, "other_block");
    finding.other_thread = triple(object, "other_thread");
    finding.count = static_cast<std::uint64_t>(number(object, "count", 1));
    finding.message = text(object, "message");
    finding.fix = text(object, "fix");
    finding.fatal = object.value("fatal", false);
    findings.push_back(finding);
  }
  return findings;
}

}  // namespace prep
