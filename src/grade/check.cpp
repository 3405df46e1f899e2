#include "grade/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <tuple>

#include "grade/runner_session.h"
#include "os/hash.h"
#include "os/random.h"

namespace prep {
namespace {

// Two input sets at the same addresses, the first one twice, in different thread orders: what is kept between
// calls, what depends on luck, and what is right only once shows here.
std::vector<JudgeCall> calls_of(const CheckRequest& request) {
  if (request.backend.id() != BackendId::sim) return {{0, 0}, {1, 0}, {0, 0}};
  if (request.depth == Depth::quick) return {{0, 0}, {1, 1}};
  return {{0, 0}, {1, 1}, {0, 2}, {0, 3}};
}

std::vector<Flavor> flavors_of(const CheckRequest& request, const CaseRow& row) {
  std::vector<Flavor> flavors;
  for (const auto& [flavor, program] : request.runner)
    if (flavor == Flavor::fast || row.sim == SimCase::both || request.backend.id() != BackendId::sim)
      flavors.push_back(flavor);
  std::sort(flavors.begin(), flavors.end());
  return flavors;
}

void settle(CaseResult& result, Verdict verdict, const std::string& message) {
  if (verdict >= result.verdict) return;
  result.verdict = verdict;
  result.message = message;
  result.detail.clear();
  result.mismatches = 0;
}

void settle_by_findings(CaseResult& result, const std::vector<Finding>& findings) {
  for (const Finding& finding : findings)
    if (const auto verdict = verdict_of(finding.kind)) settle(result, *verdict, finding.message);
}

void merge(std::vector<Finding>& all, const std::vector<Finding>& more) {
  for (const Finding& finding : more) {
    const auto key = [](const Finding& f) {
      return std::tie(f.kind, f.file, f.line, f.other_line, f.variable);
    };
    const auto known =
        std::find_if(all.begin(), all.end(), [&](const Finding& f) { return key(f) == key(finding); });
    if (known == all.end())
      all.push_back(finding);
    else
      known->count += finding.count;
  }
}

// Judges what one runner left; the symptom in the outputs counts only where nothing earlier explains it.
void judge_outputs(JudgeSession& judge, int output, const RunnerOutcome& run, CaseResult& result) {
  const Judgement judgement = judge.check(output, run.calls_done);
  result.max_abs_err = std::max(result.max_abs_err, judgement.max_abs_err);
  if (judgement.ok || judgement.verdict >= result.verdict) return;
  settle(result, judgement.verdict, judgement.message);
  result.detail = judgement.detail;
  result.mismatches = judgement.mismatches;
}

}  // namespace

std::string case_seed(const std::string& seed, const std::string& name, int draw) {
  return fmt::format("{:016x}",
                     ContentHash().add(seed).add(name).add(static_cast<std::uint64_t>(draw)).low64());
}

std::string fresh_seed() { return fmt::format("{:016x}", random_u64()); }

CaseCheck::CaseCheck(const CheckRequest& request, const CaseRow& row, int draw)
    : request_(request), row_(row), flavors_(flavors_of(request, row)) {
  if (flavors_.empty()) return;
  const JudgeRequest judged{row,
                            draw,
                            case_seed(request.seed, row.name, draw),
                            calls_of(request),
                            static_cast<int>(flavors_.size()),
                            request.mutant};
  judge_ = std::make_unique<JudgeSession>(request.judge, request.kit, judged);
}

void CaseCheck::start() {
  for (std::size_t k = 0; k < flavors_.size(); ++k)
    runs_.emplace_back(RunnerRequest{request_.backend,
                                     request_.kit,
                                     flavors_[k],
                                     request_.runner.at(flavors_[k]),
                                     request_.source_name,
                                     (judge_->ready(), judge_->input_fd()),
                                     judge_->output_fd(static_cast<int>(k)),
                                     judge_->ready().nonce,
                                     {}});
}

CaseResult CaseCheck::finish(CheckOutcome& collected) {
  CaseResult result;
  result.stage = "check";
  result.name = judge_ ? judge_->ready().name : row_.name;
  for (std::size_t k = 0; k < runs_.size(); ++k) {
    const RunnerOutcome run = runs_[k].finish();
    if (collected.printed.empty()) collected.printed = run.printed;
    collected.equivalent = run.equivalent;
    merge(collected.findings, run.findings);
    settle_by_findings(result, run.findings);
    if (run.verdict != Verdict::passed) settle(result, run.verdict, run.message);
    if (run.done) judge_outputs(*judge_, static_cast<int>(k), run, result);
    if (run.verdict == Verdict::timed_out) break;  // the other build would only cost the same time again
  }
  runs_.clear();
  result.ok = result.verdict == Verdict::passed;
  return result;
}

CaseResult check_case(const CheckRequest& request, const CaseRow& row, int draw, CheckOutcome& collected) {
  CaseCheck check(request, row, draw);
  check.start();
  return check.finish(collected);
}

namespace {

struct Turn {
  const CaseRow* row;
  int draw;
};

std::vector<Turn> turns_of(const CheckRequest& request) {
  std::vector<Turn> turns;
  for (const CaseRow& row : request.kit.cases) {
    if (request.backend.id() == BackendId::sim && row.sim == SimCase::skip) continue;
    if (request.backend.id() == BackendId::gpu && !row.on_gpu) continue;
    for (int draw = 0; draw < row.times; ++draw) turns.push_back({&row, draw});
  }
  return turns;
}

// Nothing later can teach more than this.
bool hopeless(Verdict verdict) { return verdict == Verdict::timed_out || verdict == Verdict::deadlock; }

// On a GPU most of a small case is the start of its process, so several start side by side.
std::size_t cases_at_once(const CheckRequest& request) {
  constexpr std::size_t kOnGpu = 4;
  return request.backend.id() == BackendId::gpu ? kOnGpu : 1;
}

void check_cases(const CheckRequest& request, CheckOutcome& outcome) {
  const std::vector<Turn> turns = turns_of(request);
  const std::size_t at_once = cases_at_once(request);
  std::deque<std::unique_ptr<CaseCheck>> running;
  std::unique_ptr<CaseCheck> next;  // its judge fills the inputs while the others run
  std::size_t prepared = 0;
  const auto advance = [&] {
    if (next) {
      next->start();
      running.push_back(std::move(next));
    }
    if (prepared < turns.size()) {
      next = std::make_unique<CaseCheck>(request, *turns[prepared].row, turns[prepared].draw);
      ++prepared;
    }
  };
  advance();
  for (std::size_t k = 0; k < turns.size(); ++k) {
    request.progress(fmt::format("case {}/{} {}", k + 1, turns.size(), turns[k].row->name));
    while (next && running.size() < at_once) advance();
    const std::unique_ptr<CaseCheck> current = std::move(running.front());
    running.pop_front();
    CaseResult result = current->finish(outcome);
    if (result.verdict < outcome.verdict) {
      outcome.verdict = result.verdict;
      outcome.reason = result.message;
    }
    outcome.cases.push_back(std::move(result));
    if (hopeless(outcome.cases.back().verdict)) return;
  }
}

}  // namespace

CheckOutcome check(const CheckRequest& request) {
  const auto start = std::chrono::steady_clock::now();
  CheckOutcome outcome;
  check_cases(request, outcome);
  const auto rank = [](const Finding& f) { return verdict_of(f.kind).value_or(Verdict::passed); };
  std::stable_sort(outcome.findings.begin(), outcome.findings.end(),
                   [&](const Finding& a, const Finding& b) { return rank(a) < rank(b); });
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return outcome;
}

}  // namespace prep
