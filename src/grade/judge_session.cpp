#include "grade/judge_session.h"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "os/error.h"

namespace prep {
namespace {

constexpr Milliseconds kPatience{60000};  // a judge fills and compares 2^24 elements in about a second
constexpr int kInputFd = 5, kFirstOutputFd = 6;

// JSON has no NaN and no infinity: the judge's writer turns them into null.
double number(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return 0;
  return found->is_number() ? found->get<double>() : std::numeric_limits<double>::quiet_NaN();
}

std::string request_line(const JudgeRequest& request, const Kit& kit) {
  nlohmann::json line;
  line["case"] = nlohmann::json::parse(request.row.params);
  line["case"]["name"] = request.row.name;
  line["draw"] = request.draw;
  line["seed"] = request.seed;
  line["calls"] = nlohmann::json::array();
  for (const JudgeCall& call : request.calls) line["calls"].push_back({call.set, call.schedule});
  line["outputs"] = request.outputs;
  line["deterministic"] = kit.deterministic;
  line["mutant"] = request.mutant;
  if (request.measured) line["row"] = "measure";
  if (request.filled_by_runner) line["filling"] = "runner";
  if (request.lint) line["lint"] = true;
  if (request.describe) line["describe"] = true;
  return line.dump();
}

}  // namespace

JudgeSession::JudgeSession(const std::filesystem::path& program, const Kit& kit, const JudgeRequest& request)
    : kit_(kit), row_name_(request.row.name) {
  for (int k = 0; k < request.outputs; ++k) outputs_.emplace_back("prep-output");
  ProcessSpec spec;
  spec.argv = {program.string()};
  spec.talks = true;
  spec.fds.push_back({input_.fd(), kInputFd});
  for (int k = 0; k < request.outputs; ++k) spec.fds.push_back({output_fd(k), kFirstOutputFd + k});
  spec.limits.wall = Milliseconds{10 * 60 * 1000};
  spec.limits.output_bytes = 1 << 20;
  judge_ = std::make_unique<Child>(Child::start(spec));
  judge_->send(request_line(request, kit));
}

const JudgeReady& JudgeSession::ready() {
  if (ready_) return *ready_;
  const auto line = nlohmann::json::parse(answer(), nullptr, false);
  if (!line.is_object() || !line.value("ready", false))
    damaged(line.is_object() ? line.value("error", "it did not get ready") : "it speaks another language");
  JudgeReady ready;
  ready.name = line.value("name", row_name_);
  const auto work = line.value("work", nlohmann::json::object());
  ready.read_bytes = number(work, "read_bytes");
  ready.write_bytes = number(work, "write_bytes");
  ready.flops = number(work, "flops");
  ready.math = work.value("math", "f32");
  ready.nonce = line.value("nonce", "");
  ready.memory_bytes = line.value("device_bytes", std::uint64_t{0});
  ready.arrays = line.value("arrays", 0);
  if (const auto lint = line.find("lint"); lint != line.end() && lint->is_object()) {
    ready.max_abs_expected = number(*lint, "max_abs_expected");
    ready.max_abs_tolerance = number(*lint, "max_abs_tolerance");
    ready.finite = lint->value("finite", true);
  }
  return ready_.emplace(std::move(ready));
}

JudgeSession::~JudgeSession() {
  if (judge_) judge_->send(R"({"end":true})");
}

std::string JudgeSession::answer() {
  const auto line = judge_->next_line(kPatience);
  if (line) return *line;
  damaged("no answer");
}

void JudgeSession::damaged(const std::string& what) {
  const ProcessResult end = judge_->kill();
  std::string last = end.err.substr(0, 400);
  if (!last.empty() && last.back() == '\n') last.pop_back();
  throw Error(
      Exit::content, "judge_died",
      fmt::format(
          "the judge of {} failed ({}{}{}); this is a defect of the kit, not of your code: prep dev check {}",
          kit_.id, what, last.empty() ? "" : ": ", last, kit_.id));
}

Judgement JudgeSession::check(int output, int calls_done) {
  return judgement_of(nlohmann::json{{"check", output}, {"calls", calls_done}}.dump());
}

Judgement JudgeSession::judge_kept(int output, std::uint64_t key, int set) {
  return judgement_of(
      nlohmann::json{{"judge", output}, {"key", fmt::format("{:016x}", key)}, {"set", set}}.dump());
}

Judgement JudgeSession::compare_looks(int output, int other, const std::vector<std::uint64_t>& looks) {
  nlohmann::json keys = nlohmann::json::array();
  for (const std::uint64_t look : looks) keys.push_back(fmt::format("{:016x}", look));
  return judgement_of(nlohmann::json{{"compare", {output, other}}, {"looks", keys}}.dump());
}

Judgement JudgeSession::judgement_of(const std::string& command) {
  judge_->send(command);
  const auto line = nlohmann::json::parse(answer(), nullptr, false);
  if (!line.is_object() || !line.contains("ok"))
    damaged(line.is_object() ? line.value("error", "no verdict") : "it speaks another language");
  Judgement judgement;
  judgement.ok = line.value("ok", false);
  judgement.max_abs_err = number(line, "max_abs_err");
  if (judgement.ok) return judgement;
  const auto verdict = verdict_of(line.value("verdict", ""));
  if (!verdict || *verdict == Verdict::passed) damaged("an unknown verdict");
  judgement.verdict = *verdict;
  judgement.call = line.value("call", 0);
  judgement.message = line.value("message", "");
  judgement.detail = line.value("detail", std::vector<std::string>{});
  judgement.mismatches = line.value("mismatches", std::uint64_t{0});
  return judgement;
}

}  // namespace prep
