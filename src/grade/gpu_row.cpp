#include "grade/gpu_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "backend/gpu_machine.h"
#include "os/error.h"
#include "os/hash.h"
#include "os/random.h"

namespace prep {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int kWallPairs = 5;
constexpr std::uint64_t kMostLooks = 4096;  // judge/looks.h: room in the output memory
constexpr double kMostOfCeiling = 1.05;

JudgeRequest judge_request(const GpuMeasureRequest& request, const CaseRow& row) {
  JudgeRequest judged{row, 0, case_seed(request.seed, row.name, 0), {{0, 0}, {1, 0}}, 3};
  judged.measured = true;
  judged.filled_by_runner = true;
  return judged;
}

std::vector<double> times(const std::vector<Pair>& pairs, const Kept& kept, Shot Pair::*who,
                          double Shot::*clock) {
  std::vector<double> values;
  for (std::size_t i = 0; i < pairs.size(); ++i)
    if (kept.pair[i]) values.push_back(pairs[i].*who.*clock);
  return values;
}

// Every timed call gets inputs that nobody has seen.
std::uint64_t key_of_call(const std::string& seed, std::uint64_t call) {
  return ContentHash().add(seed).add("call").add(call).low64();
}

}  // namespace

GpuRowMeasurement::GpuRowMeasurement(const GpuMeasureRequest& request, const CaseRow& row,
                                     GpuMeasureOutcome& outcome)
    : request_(request),
      row_(row),
      outcome_(outcome),
      judge_(request.judge, request.kit, judge_request(request, row)),
      judged_turn_(random_u64() % static_cast<std::uint64_t>(std::max(request.rule.least_samples, 1))) {}

RunnerRequest GpuRowMeasurement::program(const std::filesystem::path& path, int output) {
  return {request_.backend,
          request_.kit,
          Flavor::fast,
          path,
          request_.source_name,
          (judge_.ready(), judge_.input_fd()),
          judge_.output_fd(output),
          judge_.ready().nonce,
          {}};
}

CallOrder GpuRowMeasurement::order_of(std::uint64_t call, CallOrder::Hold hold) const {
  return {key_of_call(case_seed(request_.seed, row_.name, 0), call), static_cast<int>(call % 2), hold};
}

void GpuRowMeasurement::fail(Verdict verdict, const std::string& what) {
  outcome_.verdict = worse(outcome_.verdict, verdict);
  outcome_.reason = fmt::format("in a measured call of {}: {}", judge_.ready().name, what);
}

void GpuRowMeasurement::damaged(const char* what, const RunnerOutcome& end) const {
  throw Error(
      Exit::content, "invalid_kit",
      fmt::format("the {} of {} failed while it was measured ({}); this is a defect of the kit: prep dev "
                  "check {}",
                  what, request_.kit.id, end.message.empty() ? "its outputs are wrong" : end.message,
                  request_.kit.id));
}

bool GpuRowMeasurement::settle_look(const LookOutcome& look) {
  if (look.guards > 0)
    fail(Verdict::memory_error, fmt::format("{} bytes beside a buffer were overwritten", look.guards));
  else if (look.changed > 0)
    fail(Verdict::input_modified,
         fmt::format("{} input values were changed: inputs are read-only", look.changed));
  else if (look.unwritten > 0)
    fail(Verdict::wrong_answer, fmt::format("{} output values were never written", look.unwritten));
  else if (look.late)
    fail(Verdict::wrong_answer,
         "the outputs still changed after the device had been waited for: is there work in another thread?");
  else
    return true;
  return false;
}

bool GpuRowMeasurement::turn(Who who, CallOrder order, std::uint64_t look_key, Shot& shot) {
  GpuContestant& program = who == Who::learner ? *learner_ : who == Who::baseline ? *baseline_ : *library_;
  const auto taken = program.call(order);
  if (!taken) return false;
  shot = *taken;
  if (program.cuda_error() != 0) {
    // The judge finds the words: what is kept says which error it was.
    if (who == Who::learner && program.keep()) {
      kept_ = order;
      const Judgement judgement = judge_.judge_kept(0, order.key, order.set);
      fail(judgement.ok ? Verdict::crashed : judgement.verdict, judgement.message);
    }
    return false;
  }
  const auto look = program.look(look_key, std::min<std::uint64_t>(looks_.size(), kMostLooks));
  if (!look) return false;
  return who != Who::learner || settle_look(*look);
}

bool GpuRowMeasurement::pair(CallOrder::Hold hold, Who other, bool learner_first, std::vector<Pair>& pairs) {
  const CallOrder order = order_of(calls_++, hold);
  const std::uint64_t look_key = random_u64();
  Pair taken;
  const auto learner = [&] { return turn(Who::learner, order, look_key, taken.learner); };
  const auto second = [&] { return turn(other, order, look_key, taken.other); };
  if (!(learner_first ? learner() && second() : second() && learner())) return false;
  if (other == Who::baseline && looks_.size() < kMostLooks) looks_.push_back(look_key);
  waits_itself_ = waits_itself_ || taken.learner.gave_up;
  pairs.push_back(taken);
  return true;
}

// The first calls load what has to be loaded; then the wall clock's samples, which also say whether holding
// the device is of use.
bool GpuRowMeasurement::warm_up() {
  std::vector<Pair> unused;
  for (int k = 0; k < 2; ++k)
    if (!pair(CallOrder::Hold::free, Who::baseline, k % 2 == 0, unused)) return false;
  for (int k = 0; k < kWallPairs; ++k)
    if (!pair(CallOrder::Hold::free, Who::baseline, k % 2 == 0, walls_)) return false;
  // The first held call of a program that waits for the device costs the blocking kernel's patience.
  return pair(CallOrder::Hold::held, Who::baseline, true, unused);
}

void GpuRowMeasurement::sample() {
  const auto start = Steady::now();
  const auto elapsed = [&] { return std::chrono::duration<double>(Steady::now() - start).count(); };
  const auto hold = waits_itself_ ? CallOrder::Hold::free : CallOrder::Hold::held;
  std::vector<double> learner_us;
  for (int block = 0;; ++block) {
    if (more_samples(request_.rule, learner_us, elapsed()) == Go::stop) break;
    // A B B A: a drift of the machine's speed falls on both alike.
    for (const bool learner_first : {true, false}) {
      if (!pair(hold, Who::baseline, learner_first, pairs_)) return;
      learner_us.push_back(pairs_.back().learner.event_us);
      if (pairs_.size() != judged_turn_ + 1) continue;
      kept_ = order_of(calls_ - 1, hold);
      if (!learner_->keep()) return;
    }
    if (block == 10 && work_hides(walls_, pairs_)) break;
  }
  by_wall_ = work_hides(walls_, pairs_);
  if (!by_wall_) return;
  pairs_.clear();
  for (int k = 0; k < request_.rule.least_samples; ++k)
    if (!pair(CallOrder::Hold::free, Who::baseline, k % 2 == 0, pairs_)) return;
}

// Fewer samples: it decides a line of the screen, and the band where the metric is of_library.
void GpuRowMeasurement::sample_library() {
  if (!library_) return;
  const auto hold = waits_itself_ || by_wall_ ? CallOrder::Hold::free : CallOrder::Hold::held;
  std::vector<Pair> unused;
  pair(CallOrder::Hold::free, Who::library, true, unused);
  pair(hold, Who::library, false, unused);
  for (int k = 0; k < 2 * request_.rule.least_samples; ++k)
    if (!pair(hold, Who::library, k % 2 == 0, library_pairs_)) return;
}

void GpuRowMeasurement::judge_calls() {
  if (kept_) {
    const Judgement judgement = judge_.judge_kept(0, kept_->key, kept_->set);
    if (!judgement.ok) return fail(judgement.verdict, judgement.message);
  }
  const Judgement looked = judge_.compare_looks(0, 1, looks_);
  if (!looked.ok) fail(looked.verdict, looked.message);
}

void GpuRowMeasurement::describe() {
  MeasureRow row;
  const JudgeReady& ready = judge_.ready();
  const Kept kept = drop_slow_clocks(pairs_);
  const auto clock = by_wall_ ? &Shot::wall_us : &Shot::event_us;
  const std::vector<double> learner = times(pairs_, kept, &Pair::learner, clock);
  const std::vector<double> baseline = times(pairs_, kept, &Pair::other, clock);
  const Summary summary = summarize(learner);
  row.name = ready.name;
  row.median_us = summary.median;
  row.min_us = summary.minimum;
  row.q3_us = summary.q3;
  row.samples = summary.samples;
  row.bytes = ready.read_bytes + ready.write_bytes;
  row.flops = ready.flops;
  row.dispersion = summary.dispersion();
  row.sm_mhz = summarize(times(pairs_, kept, &Pair::learner, &Shot::sm_mhz)).median;
  row.baseline_us = summarize(baseline).median;
  row.versus_baseline = word(compare(learner, baseline));
  row.floor_us = request_.ground.floor_us(ready);
  row.limit = request_.ground.limit(ready);
  if (summary.median > 0) row.of_ceiling = row.floor_us / summary.median;
  if (!library_pairs_.empty()) {
    const Kept all{std::vector<bool>(library_pairs_.size(), true)};
    const std::vector<double> mine = times(library_pairs_, all, &Pair::learner, clock);
    const std::vector<double> library = times(library_pairs_, all, &Pair::other, clock);
    row.library_us = summarize(library).median;
    row.versus_library = word(compare(mine, library));
    row.of_library = median_ratio(library, mine);
  }
  row.of_baseline = compare(learner, baseline) == Comparison::same ? 1.0 : median_ratio(baseline, learner);
  const auto note = [&](const std::string& words) { row.note += (row.note.empty() ? "" : "; ") + words; };
  if (by_wall_)
    note("by the wall clock: work ran where the events on the default stream cannot see it");
  else if (waits_itself_)
    note("the call waits for the device itself: its launch gaps are in the time");
  if (kept.unstable_clock) note("the GPU's clock was unstable");
  if (kept.dropped > 0) note(fmt::format("{} samples at a slow clock dropped", kept.dropped));
  if (const std::string why = throttle_words(request_.throttle_reasons()); !why.empty())
    note("the GPU was held back: " + why);
  if (row.floor_us < 10 * request_.ground.launch_us && !request_.kit.latency_class) {
    row.of_ceiling = summary.median > 0 ? (row.floor_us + request_.ground.launch_us) / summary.median : 0;
    note("the floor is under ten empty launches, so one launch is added to it");
  }
  if (summary.dispersion() > 0.10) {
    row.noisy = true;
    note(fmt::format("noisy: the middle half of the samples spreads over {:.0f} %",
                     summary.dispersion() * 100));
  }
  if (row.of_ceiling.value_or(0) > kMostOfCeiling) {
    outcome_.verdict = worse(outcome_.verdict, Verdict::unstable_measurement);
    outcome_.reason = fmt::format(
        "{}: {:.0f} % of what this GPU can do: either work is left out, or the ceiling is stale: prep "
        "calibrate "
        "--force",
        row.name, *row.of_ceiling * 100);
  }
  outcome_.rows.push_back(std::move(row));
}

void GpuRowMeasurement::run() {
  request_.progress("measuring " + row_.name);
  learner_ = std::make_unique<GpuContestant>(program(request_.learner, 0));
  baseline_ = std::make_unique<GpuContestant>(program(request_.baseline, 1));
  if (request_.library) library_ = std::make_unique<GpuContestant>(program(*request_.library, 2));
  if (warm_up()) {
    sample();
    if (outcome_.verdict == Verdict::passed) sample_library();
  }
  if (outcome_.kernels.empty()) outcome_.kernels = learner_->kernels();
  const RunnerOutcome end = learner_->stop();
  const RunnerOutcome baseline_end = baseline_->stop();
  if (library_ && library_->stop().verdict != Verdict::passed) library_pairs_.clear();
  if (outcome_.verdict != Verdict::passed) return;
  if (end.verdict != Verdict::passed) {
    outcome_.verdict = worse(outcome_.verdict, end.verdict);
    outcome_.reason = fmt::format("while {} was measured: {}", judge_.ready().name, end.message);
    return;
  }
  if (baseline_end.verdict != Verdict::passed) damaged("solution", baseline_end);
  judge_calls();
  if (outcome_.verdict == Verdict::passed && !pairs_.empty()) describe();
}

}  // namespace prep
