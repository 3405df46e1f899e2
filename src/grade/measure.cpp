#include "grade/measure.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "grade/build_cache.h"
#include "grade/runner_session.h"
#include "os/error.h"

namespace prep {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int kSets = 2;  // input sets, in turn: the warm-up call has set 0

// One measured program, alive over all its samples.
class Contestant {
 public:
  explicit Contestant(const RunnerRequest& request)
      : request_(request), child_(Child::start(runner_process(request, "measure", scratch_.folder(), -1))) {}

  // One timed call; nothing where the program ended or said something else.
  std::optional<double> sample_us() {
    child_.send("go");
    while (const auto line = child_.next_line()) {
      const auto timed = read_runner_line(*line, request_.nonce, status_);
      if (!timed) continue;
      child_.restart_wall(request_.kit.limits.run);
      ++calls_;
      remember(timed->hash);
      return timed->us;
    }
    return std::nullopt;
  }

  // The program cannot tell a kept call from any other: what it leaves is copied afterwards.
  void keep_both_sets() {
    for (int set = 0; set < kSets; ++set) {
      if (!sample_us()) return;
      child_.send("keep");
    }
  }

  RunnerOutcome stop() {
    child_.send("stop");
    while (const auto line = child_.next_line()) read_runner_line(*line, request_.nonce, status_);
    return outcome_of(child_.finish(), status_, request_);
  }

  // The first timed call that left other outputs than an earlier one with the same inputs; 0: none.
  int differing_call() const { return differing_call_; }

 private:
  void remember(const std::string& hash) {
    std::string& first = hashes_[static_cast<std::size_t>(calls_ % kSets)];
    if (first.empty()) first = hash;
    if (first != hash && differing_call_ == 0) differing_call_ = calls_ + 1;
  }

  RunnerRequest request_;
  Scratch scratch_;
  Child child_;
  RunnerStatus status_;
  int calls_ = 0;  // after the warm-up
  std::array<std::string, kSets> hashes_;
  int differing_call_ = 0;
};

MeasureRow describe(const JudgeReady& ready, const std::vector<double>& learner,
                    const std::vector<double>& baseline) {
  MeasureRow row;
  row.name = ready.name;
  const Summary summary = summarize(learner);
  row.median_us = summary.median;
  row.min_us = summary.minimum;
  row.q3_us = summary.q3;
  row.samples = summary.samples;
  row.bytes = ready.read_bytes + ready.write_bytes;
  row.flops = ready.flops;
  row.baseline_us = summarize(baseline).median;
  const Comparison comparison = compare(learner, baseline);
  row.versus_baseline = word(comparison);
  // A tie is a tie: noise decides no band.
  row.of_target = comparison == Comparison::same ? 1.0 : median_ratio(baseline, learner);
  if (summary.dispersion() > 0.10)
    row.note = fmt::format("noisy: the middle half of the samples spreads over {:.0f} %",
                           summary.dispersion() * 100);
  return row;
}

// The last call of each input set is judged, and every other timed call must have left the same bytes.
void judge_calls(const MeasureRequest& request, JudgeSession& judge, const Contestant& learner, int calls,
                 MeasureOutcome& outcome) {
  const Judgement judgement = judge.check(0, calls);
  const auto settle = [&](Verdict verdict, const std::string& what) {
    outcome.verdict = worse(outcome.verdict, verdict);
    outcome.reason = fmt::format("in a measured call of {}: {}", judge.ready().name, what);
  };
  if (!judgement.ok) return settle(judgement.verdict, judgement.message);
  if (request.kit.deterministic && learner.differing_call() > 0) {
    settle(Verdict::nondeterministic,
           fmt::format("call {} left other results than an earlier call with the same inputs",
                       learner.differing_call()));
  }
}

void measure_row(const MeasureRequest& request, const CaseRow& row, MeasureOutcome& outcome) {
  request.progress("measuring " + row.name);
  JudgeRequest judged{row, 0, case_seed(request.seed, row.name, 0), {{0, 0}, {1, 0}}, 2};
  judged.measured = true;
  JudgeSession judge(request.judge, request.kit, judged);
  const auto contestant = [&](const std::filesystem::path& program, int output) {
    return RunnerRequest{request.backend,
                         request.kit,
                         Flavor::fast,
                         program,
                         request.source_name,
                         judge.input_fd(),
                         judge.output_fd(output),
                         judge.ready().nonce,
                         {}};
  };
  Contestant learner(contestant(request.learner, 0)), baseline(contestant(request.baseline, 1));
  std::vector<double> learner_us, baseline_us;
  const auto start = Steady::now();
  const auto elapsed = [&] { return std::chrono::duration<double>(Steady::now() - start).count(); };
  bool alive = true;
  for (int block = 0; alive && (more_samples(request.rule, learner_us, elapsed()) == Go::on); ++block) {
    // A B B A: a drift of the machine's speed falls on both alike.
    for (const bool learner_first : {true, false}) {
      std::optional<double> a, b;
      if (learner_first) a = learner.sample_us();
      b = baseline.sample_us();
      if (!learner_first) a = learner.sample_us();
      alive = a && b;
      if (!alive) break;
      if (block == 0) continue;  // warm-up
      learner_us.push_back(*a);
      baseline_us.push_back(*b);
    }
  }
  if (alive) learner.keep_both_sets();
  const RunnerOutcome end = learner.stop();
  const RunnerOutcome baseline_end = baseline.stop();
  if (end.verdict != Verdict::passed) {
    outcome.verdict = worse(outcome.verdict, end.verdict);
    outcome.reason = fmt::format("while {} was measured: {}", judge.ready().name, end.message);
    return;
  }
  if (baseline_end.verdict != Verdict::passed)
    throw Error(Exit::content, "invalid_kit",
                fmt::format("the solution of {} failed while it was measured ({}); this is a defect of the "
                            "kit: prep dev check {}",
                            request.kit.id, baseline_end.message, request.kit.id));
  judge_calls(request, judge, learner, end.calls_done, outcome);
  outcome.rows.push_back(describe(judge.ready(), learner_us, baseline_us));
}

}  // namespace

MeasureOutcome measure(const MeasureRequest& request) {
  MeasureOutcome outcome;
  for (const CaseRow& row : request.kit.measure) {
    measure_row(request, row, outcome);
    if (outcome.verdict != Verdict::passed) break;
  }
  return outcome;
}

}  // namespace prep
