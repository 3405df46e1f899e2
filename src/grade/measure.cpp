#include "grade/measure.h"

#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "grade/build_cache.h"
#include "grade/runner_session.h"
#include "os/error.h"

namespace prep {
namespace {

using Steady = std::chrono::steady_clock;

// One measured program, alive over all its samples.
class Contestant {
 public:
  Contestant(const RunnerRequest& request)
      : request_(request), child_(Child::start(runner_process(request, "measure", scratch_.folder(), -1))) {}

  // One timed call; nothing where the program ended or said something else.
  std::optional<double> sample_us() {
    child_.send("go");
    while (const auto line = child_.next_line()) {
      const auto object = nlohmann::json::parse(*line, nullptr, false);
      if (object.is_object() && object.contains("ns") && object["ns"].is_number()) {
        child_.restart_wall(request_.kit.limits.run);
        return object["ns"].get<double>() / 1000.0;
      }
    }
    return std::nullopt;
  }

  RunnerOutcome stop() {
    child_.send("stop");
    RunnerOutcome outcome;
    while (const auto line = child_.next_line()) {
      const auto object = nlohmann::json::parse(*line, nullptr, false);
      if (!object.is_object() || !object.contains("done")) continue;
      outcome.done = true;
      outcome.calls_done = 1;
      break;
    }
    const ProcessResult result = child_.finish();
    judge_ending(result, request_, outcome);
    return outcome;
  }

 private:
  RunnerRequest request_;
  Scratch scratch_;
  Child child_;
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

void measure_row(const MeasureRequest& request, const CaseRow& row, MeasureOutcome& outcome) {
  request.progress("measuring " + row.name);
  const JudgeRequest judged{row, 0, case_seed(request.seed, row.name, 0), {{0, 0}, {1, 0}}, 2};
  JudgeSession judge(request.judge, request.kit, judged);
  const auto contestant = [&](const std::filesystem::path& program, int output) {
    return RunnerRequest{
        request.backend,         request.kit, Flavor::fast, program, request.source_name, judge.input_fd(),
        judge.output_fd(output), {}};
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
  const Judgement judgement = judge.check(0, end.calls_done);
  if (!judgement.ok) {
    outcome.verdict = worse(outcome.verdict, judgement.verdict);
    outcome.reason = fmt::format("in a measured call of {}: {}", judge.ready().name, judgement.message);
  }
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
