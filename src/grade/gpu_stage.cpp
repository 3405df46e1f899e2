#include "grade/gpu_stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "backend/sass.h"
#include "grade/bands.h"
#include "grade/build.h"
#include "grade/calibrate.h"
#include "grade/gpu_words.h"
#include "os/error.h"
#include "os/files.h"

namespace prep {
namespace {

Load load_of(const JudgeReady& ready) {
  return {ready.read_bytes, ready.write_bytes, ready.flops, math_of(ready.math)};
}

std::filesystem::path baseline_program(const GpuBackend& backend, const GradeRequest& request) {
  const BuildOutcome baseline =
      build({backend, request.kit, request.kit.solution(), {Flavor::fast}, request.installation});
  if (baseline.built) return baseline.runner.at(Flavor::fast);
  throw Error(Exit::content, "invalid_kit",
              fmt::format("the solution of {} does not build; this is a defect of the kit: prep dev check {}",
                          request.kit.id, request.kit.id));
}

double share_of(const MeasureRow& row, Metric metric) {
  switch (metric) {
    case Metric::of_ceiling:
      return row.of_ceiling.value_or(0);
    case Metric::of_library:
      return row.of_library.value_or(0);
    case Metric::of_baseline:
    case Metric::none:
      break;
  }
  return row.of_baseline;
}

// The share that the fastest sample would have had: noise excuses only what it could hide.
double best_share(const MeasureRow& row, double share) {
  return row.min_us > 0 ? share * row.median_us / row.min_us : 0;
}

const char* words_for(Metric metric) {
  switch (metric) {
    case Metric::of_ceiling:
      return "of this GPU's speed of light";
    case Metric::of_library:
      return "of the library's speed";
    default:
      return "of the solution's speed";
  }
}

// `others`: who else computed on this GPU while it was measured; a slow row may be theirs.
void settle_band(const Kit& kit, const std::vector<std::string>& others, GradeResult& result) {
  if (kit.bands.metric == Metric::none || result.measure.empty()) return;
  std::vector<double> shares, best;
  bool noisy = false, complete = true;
  for (MeasureRow& row : result.measure) {
    row.of_target = share_of(row, kit.bands.metric);
    shares.push_back(row.of_target);
    best.push_back(best_share(row, row.of_target));
    noisy = noisy || row.noisy;
    complete = complete && (kit.bands.metric != Metric::of_library || row.of_library.has_value());
  }
  if (!complete) {
    result.reason = result.library_missing.empty()
                        ? "right; no band, since there is no library here to compare with"
                        : "right; no band: " + result.library_missing;
    return;
  }
  const BandOutcome outcome = band_of(kit.bands, shares);
  result.band = outcome.band;
  result.of_target = outcome.value;
  const std::string at = fmt::format("{:.0f} % {}", outcome.value * 100, words_for(kit.bands.metric));
  if (outcome.band.empty() && noisy && !band_of(kit.bands, best).band.empty()) {
    result.reason =
        fmt::format("right, at {}, but this machine is too noisy now to grade it; run it again", at);
    return;
  }
  if (outcome.band.empty() && !others.empty()) {
    result.reason =
        fmt::format("right, at {}, but {} computes on this GPU too; end that or wait, then run it again", at,
                    others.front());
    return;
  }
  if (outcome.band.empty()) result.verdict = Verdict::too_slow;
  result.reason = next_step_words(at, result, outcome.next);
}

// "// link: cublas cublasLt" in the first line.
std::vector<std::string> libraries_in(const std::string& source) {
  static const std::string kMark = "// link:";
  std::vector<std::string> libraries;
  if (source.rfind(kMark, 0) != 0) return libraries;
  std::istringstream words(source.substr(kMark.size(), source.find('\n') - kMark.size()));
  for (std::string word; words >> word;) libraries.push_back(word);
  return libraries;
}

// The program holds the learner's kernels and the runner's own; names tell them apart.
void add_load_widths(const std::filesystem::path& program, GradeResult& result) {
  const auto widths = load_widths(program);
  for (KernelFacts& kernel : result.kernels) {
    const auto found = widths.find(kernel.name);
    if (found == widths.end()) continue;
    kernel.narrow_loads = found->second.narrow;
    kernel.wide_loads = found->second.wide;
  }
}

}  // namespace

Ground ground_of(const GpuBackend& backend, const GradeRequest& request) {
  const Known<GpuCeilings> known = look_up(request.installation, backend.device(), SystemClock().now());
  const GpuCeilings ceilings = known.holds() ? *known.ceilings
                                             : measure_ceilings(request.installation, backend.device(),
                                                                SystemClock(), request.progress);
  Ground ground;
  ground.launch_us = ceilings.launch_us;
  ground.memory_bytes = backend.device().memory_free_bytes;
  ground.floor_us = [ceilings](const JudgeReady& ready) { return floor_us(ceilings, load_of(ready)); };
  ground.limit = [ceilings](const JudgeReady& ready) { return limit_words(ceilings, load_of(ready)); };
  return ground;
}

std::optional<std::filesystem::path> library_program(const GpuBackend& backend, const GradeRequest& request,
                                                     std::string& why) {
  const std::filesystem::path source = request.kit.folder / "library.cu";
  if (!std::filesystem::exists(source)) return std::nullopt;
  const BuildOutcome built = build(
      {backend, request.kit, source, {Flavor::fast}, request.installation, libraries_in(read_file(source))});
  if (built.built) return built.runner.at(Flavor::fast);
  why = "the library to compare with does not build here (is cuBLAS or CCCL installed?)";
  return std::nullopt;
}

void measure_stage(const GpuBackend& backend, const GradeRequest& request,
                   const std::filesystem::path& learner, GradeResult& result) {
  if (std::none_of(request.kit.measure.begin(), request.kit.measure.end(),
                   [](const CaseRow& row) { return row.on_gpu; }))
    return;
  request.progress("building the solution");
  GpuMeasureRequest asked{backend,
                          request.kit,
                          judge_program(request.kit, request.installation),
                          learner,
                          baseline_program(backend, request),
                          library_program(backend, request, result.library_missing),
                          request.file.filename().string(),
                          result.seed,
                          {},
                          ground_of(backend, request)};
  asked.rule.cap_s = 15;
  asked.throttle_reasons = [&] { return throttle_reasons(backend.device()); };
  asked.progress = request.progress;
  // Before our own programs are on it.
  const std::vector<std::string> others = other_programs(backend.device());
  GpuMeasureOutcome measured = measure_on_gpu(asked);
  result.measure = std::move(measured.rows);
  result.kernels = std::move(measured.kernels);
  result.reason = measured.reason;
  if (measured.verdict != Verdict::passed) {
    result.verdict = measured.verdict;
    return;
  }
  add_load_widths(learner, result);
  settle_band(request.kit, others, result);
}

}  // namespace prep
