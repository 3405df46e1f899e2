#include "grade/gpu_contestant.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "backend/sass.h"

namespace prep {
namespace {

using nlohmann::json;

double number(const json& line, const char* key) {
  const auto at = line.find(key);
  return at != line.end() && at->is_number() ? at->get<double>() : 0;
}
std::uint64_t count(const json& line, const char* key) {
  const auto at = line.find(key);
  return at != line.end() && at->is_number_unsigned() ? at->get<std::uint64_t>() : 0;
}
bool flag(const json& line, const char* key) {
  const auto at = line.find(key);
  return at != line.end() && at->is_boolean() && at->get<bool>();
}

std::vector<KernelFacts> kernels_of(const json& line) {
  std::vector<KernelFacts> kernels;
  const auto list = line.find("kernels");
  if (list == line.end() || !list->is_array()) return kernels;
  for (const json& one : *list) {
    if (!one.is_object()) continue;
    const auto name = one.find("name");
    KernelFacts facts;
    facts.name = name != one.end() && name->is_string() ? demangled(name->get<std::string>()) : "";
    facts.launches = count(one, "launches");
    facts.threads = count(one, "threads");
    facts.blocks = count(one, "blocks");
    facts.registers = count(one, "registers");
    facts.shared_bytes = count(one, "shared");
    facts.local_bytes = count(one, "local");
    facts.blocks_per_sm = count(one, "blocks_per_sm");
    facts.warps_per_sm = count(one, "warps_per_sm");
    facts.most_warps_per_sm = count(one, "most_warps_per_sm");
    const auto limiter = one.find("limiter");
    if (limiter != one.end() && limiter->is_string()) facts.limiter = limiter->get<std::string>();
    kernels.push_back(std::move(facts));
  }
  return kernels;
}

}  // namespace

GpuContestant::GpuContestant(const RunnerRequest& request)
    : request_(request), child_(Child::start(runner_process(request, "measure", scratch_.folder(), -1))) {}

// The learner's code can write to the channel too: lines without the key are passed over, and what counts is
// judged from the outputs.
std::optional<std::string> GpuContestant::answer_with(const char* key) {
  while (const auto line = child_.next_line()) {
    read_runner_line(*line, request_.nonce, status_);
    const json object = json::parse(*line, nullptr, false);
    if (object.is_object() && object.contains(key)) {
      child_.restart_wall(request_.kit.limits.run);
      return line;
    }
  }
  return std::nullopt;
}

std::optional<Shot> GpuContestant::call(const CallOrder& order) {
  child_.send(fmt::format("call {:016x} {} {}", order.key, order.set,
                          order.hold == CallOrder::Hold::held ? "held" : "free"));
  const auto line = answer_with("ns");
  if (!line) return std::nullopt;
  const json object = json::parse(*line);
  cuda_error_ = static_cast<int>(number(object, "cuda_error"));
  if (kernels_.empty()) kernels_ = kernels_of(object);
  return Shot{number(object, "ns") / 1000, number(object, "wall_ns") / 1000, number(object, "mhz"),
              flag(object, "gave_up")};
}

std::optional<LookOutcome> GpuContestant::look(std::uint64_t key, std::uint64_t number_of_look) {
  child_.send(fmt::format("look {:016x} {}", key, number_of_look));
  const auto line = answer_with("unwritten");
  if (!line) return std::nullopt;
  const json object = json::parse(*line);
  return LookOutcome{count(object, "changed"), count(object, "unwritten"), count(object, "guards"),
                     flag(object, "late")};
}

bool GpuContestant::keep() {
  child_.send("keep");
  return answer_with("kept").has_value();
}

RunnerOutcome GpuContestant::stop() {
  child_.send("stop");
  while (const auto line = child_.next_line()) read_runner_line(*line, request_.nonce, status_);
  return outcome_of(child_.finish(), status_, request_);
}

}  // namespace prep
