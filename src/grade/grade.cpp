#include "grade/grade.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "grade/bands.h"
#include "grade/build.h"
#include "grade/calibrate.h"
#include "grade/check.h"
#include "grade/gpu_runner.h"
#include "grade/gpu_sanitize.h"
#include "grade/gpu_stage.h"
#include "grade/judge_session.h"
#include "grade/measure.h"
#include "grade/model.h"
#include "grade/verdict_cache.h"
#include "os/error.h"
#include "os/files.h"
#include "os/hash.h"

namespace prep {
namespace {

// Without --backend: CUDA goes to the GPU where there is all that takes, else to the sim.
std::unique_ptr<Backend> automatic(const GradeRequest& request) {
  if (request.kit.language == Language::cpp)
    return make_backend(BackendId::host, request.installation, find_compiler());
  auto gpu = make_backend(BackendId::gpu, request.installation, find_compiler(), request.gpu);
  if (gpu->availability().available || request.gpu) return gpu;
  return make_backend(BackendId::sim, request.installation, find_compiler());
}

BackendId choose(const GradeRequest& request) {
  const bool host_kit = request.kit.language == Language::cpp;
  switch (request.backend) {
    case BackendChoice::gpu:
      if (host_kit)
        throw Error(Exit::usage, "wrong_backend",
                    fmt::format("{} is C++ for the CPU; leave --backend out, or write --backend host",
                                request.kit.id));
      return BackendId::gpu;
    case BackendChoice::automatic:
    case BackendChoice::sim:
      if (host_kit)
        throw Error(Exit::usage, "wrong_backend",
                    fmt::format("{} is C++ for the CPU; leave --backend out, or write --backend host",
                                request.kit.id));
      return BackendId::sim;
    case BackendChoice::host:
      if (!host_kit)
        throw Error(Exit::usage, "wrong_backend",
                    fmt::format("{} is CUDA; leave --backend out, or write --backend sim", request.kit.id));
      return BackendId::host;
  }
  return BackendId::sim;
}

// One grade in the making: stages in order, each ends the grade by returning false.
class Grading {
 public:
  Grading(const GradeRequest& request, const Backend& backend)
      : request_(request), backend_(backend), gpu_(dynamic_cast<const GpuBackend*>(&backend)) {
    result_.exercise = request.kit.id;
    result_.version = request.kit.version;
    result_.backend = word(backend.id());
    result_.seed = request.seed.empty() ? fresh_seed() : request.seed;
    result_.source_hash = content_hash(read_file(request.file));
  }

  GradeResult run() {
    const auto start = std::chrono::steady_clock::now();
    if (build_stage() && (request_.depth == Depth::timing ? assume_right() : check_stage())) measure_stage();
    result_.total_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return std::move(result_);
  }

 private:
  bool end(Verdict verdict, const std::string& reason) {
    result_.verdict = verdict;
    result_.reason = reason;
    return false;
  }

  bool build_stage() {
    if (gpu_ != nullptr) {
      result_.gpu = gpu_->device().name;
      ensure_gpu_runner(*gpu_, request_.progress);
    }
    request_.progress("building");
    const std::vector<Flavor> flavors =
        gpu_ != nullptr ? std::vector{Flavor::fast} : std::vector{Flavor::fast, Flavor::check};
    BuildOutcome built = build({backend_, request_.kit, request_.file, flavors, request_.installation});
    result_.build_s = built.seconds;
    result_.diagnostics = std::move(built.findings);
    result_.compiler_output = built.output;
    if (!built.built) {
      const auto error = std::find_if(result_.diagnostics.begin(), result_.diagnostics.end(),
                                      [](const Finding& f) { return f.kind == "error"; });
      return end(Verdict::build_failed, !built.reason.empty()                ? built.reason
                                        : error != result_.diagnostics.end() ? error->message
                                                                             : "the compiler refused it");
    }
    if (const std::string symbol = forbidden_symbol(request_.kit, built.object); !symbol.empty())
      return end(Verdict::forbidden_call,
                 fmt::format("it calls {}, which this exercise asks you to write yourself", symbol));
    runners_ = std::move(built.runner);
    return true;
  }

  CheckRequest check_request() const {
    CheckRequest check{backend_,
                       request_.kit,
                       judge_program(request_.kit, request_.installation),
                       runners_,
                       request_.file.filename().string(),
                       result_.seed,
                       request_.depth,
                       "none",
                       request_.progress};
    // Host cases run under the sanitizers; the fast build is for the clock.
    if (backend_.id() == BackendId::host) check.runner.erase(Flavor::fast);
    return check;
  }

  bool check_stage() {
    request_.progress("checking");
    CheckOutcome checked = check(check_request());
    result_.run_s = checked.seconds;
    result_.cases = std::move(checked.cases);
    result_.learner_output = checked.printed;
    result_.diagnostics.insert(result_.diagnostics.begin(), checked.findings.begin(), checked.findings.end());
    result_.verdict = checked.verdict;
    result_.reason = checked.verdict == Verdict::passed ? "" : checked.reason;
    if (gpu_ != nullptr) sanitize_stage();
    return result_.verdict == Verdict::passed;
  }

  // Also after a failed check: the cause wins over the symptom.
  void sanitize_stage() {
    if (request_.depth == Depth::quick) {
      result_.sanitized = "skipped by --quick";
      return;
    }
    if (result_.verdict == Verdict::timed_out || result_.verdict == Verdict::output_limit) {
      result_.sanitized = "not run: the program did not come to its end";
      return;
    }
    request_.progress("compute-sanitizer: memcheck, racecheck");
    const SanitizeOutcome sanitized = sanitize(check_request());
    result_.sanitized = sanitized.skipped.empty()
                            ? fmt::format("memcheck and racecheck, {:.1f} s", sanitized.seconds)
                            : "skipped: " + sanitized.skipped;
    for (const Finding& finding : sanitized.findings) {
      const auto verdict = verdict_of(finding.kind);
      if (verdict && *verdict < result_.verdict) {
        result_.verdict = *verdict;
        result_.reason = finding.message;
      }
    }
    result_.diagnostics.insert(result_.diagnostics.begin(), sanitized.findings.begin(),
                               sanitized.findings.end());
  }

  // dev bench: what dev check has found right is only timed.
  bool assume_right() {
    result_.verdict = Verdict::passed;
    return true;
  }

  void measure_stage() {
    if (request_.depth == Depth::quick) {
      result_.reason = "right; --quick measures nothing";
      return;
    }
    if (gpu_ != nullptr) prep::measure_stage(*gpu_, request_, runners_.at(Flavor::fast), result_);
    if (backend_.id() == BackendId::host) measure_host();
    if (backend_.id() == BackendId::sim) count_model();
  }

  void measure_host() {
    if (request_.kit.measure.empty()) return;
    const BuildOutcome baseline =
        build({backend_, request_.kit, request_.kit.solution(), {Flavor::fast}, request_.installation});
    if (!baseline.built)
      throw Error(
          Exit::content, "invalid_kit",
          fmt::format("the solution of {} does not build; this is a defect of the kit: prep dev check {}",
                      request_.kit.id, request_.kit.id));
    MeasureOutcome measured = measure({backend_,
                                       request_.kit,
                                       judge_program(request_.kit, request_.installation),
                                       runners_.at(Flavor::fast),
                                       baseline.runner.at(Flavor::fast),
                                       request_.file.filename().string(),
                                       result_.seed,
                                       {},
                                       request_.progress});
    result_.measure = std::move(measured.rows);
    if (measured.verdict != Verdict::passed) {
      end(measured.verdict, measured.reason);
      return;
    }
    if (request_.kit.bands.metric != Metric::of_baseline) return;
    std::vector<double> shares;
    for (const MeasureRow& row : result_.measure) shares.push_back(row.of_target);
    settle_band(band_of(request_.kit.bands, shares));
  }

  void settle_band(const BandOutcome& outcome) {
    result_.band = outcome.band;
    result_.of_target = outcome.value;
    const bool noisy = std::any_of(result_.measure.begin(), result_.measure.end(), [](const MeasureRow& row) {
      return !row.note.empty() || row.versus_baseline == "AMBIGUOUS";
    });
    // Noise excuses only what it could hide: where even the fastest sample misses, it is too slow.
    std::vector<double> best;
    for (const MeasureRow& row : result_.measure)
      best.push_back(row.min_us > 0 ? row.baseline_us.value_or(0) / row.min_us : 0);
    const bool hidden = noisy && !band_of(request_.kit.bands, best).band.empty();
    if (outcome.band.empty() && hidden) {
      result_.reason =
          "right, but this machine is too noisy now to say how fast; run it again when it is quiet";
    } else if (outcome.band.empty()) {
      result_.verdict = Verdict::too_slow;
      result_.reason = fmt::format("{:.2f} of the baseline's speed; {}", outcome.value, outcome.next);
    } else {
      result_.reason = outcome.next;
    }
  }

  void count_model() {
    const auto counted = model(check_request());
    if (!counted) return;
    result_.model = counted->figures;
    result_.band = counted->band.band;
    result_.band_is_model = true;
    result_.of_target = counted->band.value;
    if (!counted->band.next.empty())
      result_.reason = fmt::format("model {:.2f}; {}", counted->band.value, counted->band.next);
  }

  const GradeRequest& request_;
  const Backend& backend_;
  const GpuBackend* gpu_;  // the same, where it is one
  GradeResult result_;
  std::map<Flavor, std::filesystem::path> runners_;
};

GradeResult not_graded(const GradeRequest& request, const Backend& backend, const std::string& why) {
  GradeResult result;
  result.exercise = request.kit.id;
  result.version = request.kit.version;
  result.backend = word(backend.id());
  result.seed = request.seed;
  result.reason = why;
  return result;
}

}  // namespace

GradeResult grade(const GradeRequest& request) {
  if (!std::filesystem::is_regular_file(request.file))
    throw Error(Exit::usage, "unreadable_file",
                fmt::format("there is no file {}; prep edit {} puts the starter in place",
                            display(request.file), request.kit.id));
  const std::unique_ptr<Backend> backend =
      request.backend == BackendChoice::automatic
          ? automatic(request)
          : make_backend(choose(request), request.installation, find_compiler(), request.gpu);
  if (const Availability availability = backend->availability(); !availability.available)
    return not_graded(request, *backend, availability.why_not);
  std::string identity = backend->identity();
  // A share of the speed of light holds for the ceilings that it was taken of.
  if (const auto* gpu = dynamic_cast<const GpuBackend*>(backend.get()))
    if (const auto known = look_up(request.installation, gpu->device(), SystemClock().now()); known.holds())
      identity += known.ceilings->date;
  const std::string key = verdict_key(request, word(backend->id()), identity);
  if (request.cache == CacheUse::use && request.seed.empty())
    if (auto known = cached_verdict(key)) return *known;
  GradeResult result = Grading(request, *backend).run();
  if (request.seed.empty()) keep_verdict(key, result);
  return result;
}

}  // namespace prep
