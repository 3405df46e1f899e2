#include "grade/runner_lines.h"

#include <nlohmann/json.hpp>

namespace prep {
namespace {

std::string text_of(const nlohmann::json& line, const char* key) {
  const auto at = line.find(key);
  return at != line.end() && at->is_string() ? at->get<std::string>() : "";
}

int integer_of(const nlohmann::json& line, const char* key) {
  const auto at = line.find(key);
  return at != line.end() && at->is_number_integer() ? at->get<int>() : -1;
}

}  // namespace

std::optional<TimedCall> read_runner_line(std::string_view text, std::string_view nonce,
                                          RunnerStatus& status) {
  const auto line = nlohmann::json::parse(text, nullptr, false);
  if (!line.is_object()) return {};
  if (line.contains("call")) status.call = integer_of(line, "call");
  if (line.contains("exception")) status.exception = text_of(line, "exception");
  if (line.contains("error")) {
    status.inability = text_of(line, "error");
    if (line.contains("cuda_error")) status.machine_error = integer_of(line, "cuda_error");
  }
  if (line.contains("done") && text_of(line, "nonce") == nonce) {
    status.done = true;
    status.calls = integer_of(line, "calls");
    status.equivalent = line.contains("equivalent") && line["equivalent"] == true;
  }
  const auto ns = line.find("ns");
  if (ns == line.end() || !ns->is_number()) return {};
  return TimedCall{ns->get<double>() / 1000.0, text_of(line, "hash")};
}

}  // namespace prep
