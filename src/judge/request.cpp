#include "judge/request.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "judge/types.h"

namespace prep {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 13> kMutants{"none",
                                                    "does_nothing",
                                                    "fills_zeros",
                                                    "fills_constant",
                                                    "copies_input",
                                                    "repeats_previous",
                                                    "skips_last_element",
                                                    "skips_last_block",
                                                    "wrong_first_call",
                                                    "wrong_middle_call",
                                                    "wrong_last_call",
                                                    "writes_past_end",
                                                    "writes_to_input"};

std::uint64_t hex(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size())
    throw std::invalid_argument("\"" + text + "\" is not hexadecimal");
  return value;
}

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json parse(std::string_view line) {
  Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) throw std::invalid_argument("a line from prep is no JSON object");
  return json;
}

Json work_json(const Work& work) {
  return {{"read_bytes", work.read_bytes},
          {"write_bytes", work.write_bytes},
          {"flops", work.flops},
          {"math", name_of(work.math)},
          {"clock", work.clock == WorkClock::device ? "device" : "wall"}};
}

}  // namespace

Mutant mutant_of(std::string_view name) {
  const auto found = std::find(kMutants.begin(), kMutants.end(), name);
  if (found == kMutants.end())
    throw std::invalid_argument("there is no mutant \"" + std::string(name) + "\"");
  return static_cast<Mutant>(found - kMutants.begin());
}

std::string_view name_of(Mutant mutant) { return kMutants.at(static_cast<std::size_t>(mutant)); }

Request parse_request(std::string_view line) try {
  const Json json = parse(line);
  Request request;
  request.case_json = dump(json.at("case"));
  request.draw = json.value("draw", std::uint64_t{0});
  request.seed = hex(json.at("seed").get<std::string>());
  for (const Json& call : json.at("calls"))
    request.calls.push_back({call.at(0).get<std::uint32_t>(), call.at(1).get<std::uint32_t>()});
  request.outputs = json.value("outputs", 1);
  request.repeats = json.value("deterministic", true) ? Repeats::must_agree : Repeats::may_differ;
  request.mutant = mutant_of(json.value("mutant", std::string("none")));
  const std::string row = json.value("row", std::string("case"));
  if (row != "case" && row != "measure") throw std::invalid_argument("row is case or measure");
  request.row = row == "measure" ? RowKind::measure : RowKind::check;
  const std::string filling = json.value("filling", std::string("judge"));
  if (filling != "judge" && filling != "runner") throw std::invalid_argument("filling is judge or runner");
  request.filling = filling == "runner" ? Filling::by_runner : Filling::by_judge;
  request.lint = json.value("lint", false);
  request.describe = json.value("describe", false);
  return request;
} catch (const Json::exception& error) {
  throw std::invalid_argument(std::string("the request is malformed: ") + error.what());
}

Command parse_command(std::string_view line) try {
  const Json json = parse(line);
  Command command;
  if (json.value("end", false)) return command;
  if (json.contains("judge")) {
    command.kind = Command::Kind::judge;
    command.output = json["judge"].get<int>();
    command.key = hex(json.at("key").get<std::string>());
    command.set = json.at("set").get<int>();
  } else if (json.contains("compare")) {
    command.kind = Command::Kind::compare;
    command.output = json["compare"].at(0).get<int>();
    command.other = json["compare"].at(1).get<int>();
    for (const Json& look : json.at("looks")) command.looks.push_back(hex(look.get<std::string>()));
  } else {
    command.kind = Command::Kind::check;
    command.output = json.at("check").get<int>();
    command.calls = json.at("calls").get<int>();
  }
  return command;
} catch (const Json::exception& error) {
  throw std::invalid_argument(std::string("a line from prep is malformed: ") + error.what());
}

std::string ready_line(const Ready& ready) {
  std::uint64_t in = 0, out = 0, device = 0;
  int arrays = 0;
  for (const Buffer& buffer : ready.buffers) {
    const std::uint64_t bytes = static_cast<std::uint64_t>(buffer.elements()) * size_of(buffer.type);
    (buffer.role == Role::in ? in : out) += bytes;
    if (buffer.space == Space::device) device += bytes;
    if (buffer.type != Type::records) ++arrays;
  }
  Json json{{"ready", true},
            {"name", ready.name},
            {"params", Json::object()},
            {"in_bytes", in},
            {"out_bytes", out},
            {"device_bytes", device},
            {"arrays", arrays},
            {"nonce", fmt::format("{:016x}", ready.nonce)}};
  for (const auto& [param, value] : ready.params.all()) json["params"][param] = value;
  json["work"] = work_json(ready.work);
  if (ready.lint)
    json["lint"] = {{"max_abs_expected", ready.lint->max_abs_expected},
                    {"max_abs_tolerance", ready.lint->max_abs_tolerance},
                    {"output", ready.lint->output},
                    {"finite", ready.lint->finite},
                    {"expected", ready.lint->expected},
                    {"uncovered", ready.lint->uncovered}};
  return dump(json);
}

std::string outcome_line(const Outcome& outcome) {
  Json json{{"ok", !outcome.finding}, {"max_abs_err", outcome.max_abs_err}};
  if (outcome.finding) {
    const Finding& finding = *outcome.finding;
    json["verdict"] = name_of(finding.wrong);
    json["call"] = finding.call + 1;
    json["message"] = finding.message;
    json["detail"] = finding.detail;
    json["mismatches"] = finding.mismatches;
    json["output"] = finding.output;
  }
  return dump(json);
}

std::string error_line(std::string_view message) { return dump({{"error", message}}); }

}  // namespace prep
