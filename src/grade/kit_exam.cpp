#include "grade/kit_exam.h"

#include <fmt/format.h>

#include <algorithm>

#include "grade/build.h"
#include "grade/check.h"
#include "grade/gpu_runner.h"
#include "grade/judge_session.h"
#include "os/error.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

// By name as frame.h lists them. Every kit must reject every one.
const std::vector<std::string> kMutants = {"does_nothing",     "fills_zeros",      "fills_constant",
                                           "copies_input",     "repeats_previous", "skips_last_element",
                                           "skips_last_block", "wrong_first_call", "wrong_middle_call",
                                           "wrong_last_call",  "writes_past_end",  "writes_to_input"};

// A launch takes about 2.2 us on the H200 and its copy bandwidth is 4.25 TB/s (GRADING.md): what is measured
// must stand well above the launch.
constexpr double kLaunch_s = 2.2e-6, kBandwidth = 4.25e12, kFlopRate = 51.3e12, kLeastLaunches = 20;

class Exam {
 public:
  Exam(const Kit& kit, const Installation& installation, BackendChoice backend,
       const std::function<void(const std::string&)>& progress)
      : kit_(kit),
        installation_(installation),
        progress_(progress),
        choice_(kit.language == Language::cpp ? BackendChoice::host : backend),
        backend_(make_backend(id_of(choice_), installation, find_compiler())),
        seed_(fresh_seed()) {}

  ExamOutcome run() {
    if (const Availability availability = backend_->availability(); !availability.available)
      throw Error(Exit::environment, "not_graded", availability.why_not);
    judge_ = judge_program(kit_, installation_);
    if (const auto* gpu = dynamic_cast<const GpuBackend*>(backend_.get())) ensure_gpu_runner(*gpu, progress_);
    data();
    starter();
    solution();
    for (const KitFile& file : kit_files(kit_, "variants")) expect(file, "variants");
    for (const KitFile& file : kit_files(kit_, "wrong")) expect(file, "wrong");
    return std::move(outcome_);
  }

 private:
  static BackendId id_of(BackendChoice choice) {
    if (choice == BackendChoice::gpu) return BackendId::gpu;
    return choice == BackendChoice::host ? BackendId::host : BackendId::sim;
  }

  // The builds that a case is run with.
  std::vector<Flavor> flavors() const {
    if (backend_->id() == BackendId::gpu) return {Flavor::fast};
    return {Flavor::fast, Flavor::check};
  }

  void find(const std::string& file, const std::string& what) {
    outcome_.findings.push_back({kit_.folder_name() + (file.empty() ? "" : "/" + file), what});
  }

  GradeResult grade_file(const fs::path& file, Depth depth) {
    ++outcome_.files;
    progress_(fmt::format("{} {}", kit_.id, file.filename().string()));
    return grade({kit_, file, choice_, depth, CacheUse::fresh, seed_, installation_});
  }

  CheckRequest request(const BuildOutcome& built, const fs::path& file) const {
    CheckRequest request{*backend_, kit_, judge_, built.runner, file.filename().string(), seed_};
    if (backend_->id() == BackendId::host) request.runner.erase(Flavor::fast);
    return request;
  }

  // What the values of each case look like, and what the measured shapes cost.
  void data() {
    for (const CaseRow& row : kit_.cases) {
      JudgeRequest lint{row, 0, case_seed(seed_, row.name, 0), {{0, 0}}, 1};
      lint.lint = true;
      JudgeSession judge(judge_, kit_, lint);
      const JudgeReady& ready = judge.ready();
      arrays_ = arrays_ || ready.arrays > 0;
      if (!ready.finite && row.name.find("inf") == std::string::npos &&
          row.name.find("nan") == std::string::npos)
        find("judge.cpp",
             fmt::format("case \"{}\" expects values that are not finite; call it \"…inf…\" if that is meant",
                         row.name));
      if (ready.max_abs_tolerance > 0 && ready.max_abs_expected > 0 &&
          ready.max_abs_expected < 100 * ready.max_abs_tolerance)
        find("judge.cpp", fmt::format("case \"{}\": the largest expected value {:.3g} is under 100 "
                                      "tolerances of {:.3g}; zeros could pass",
                                      row.name, ready.max_abs_expected, ready.max_abs_tolerance));
      if (ready.memory_bytes > kit_.limits.memory_bytes)
        find("exercise.json", fmt::format("case \"{}\" takes more memory than limits.memory_mb", row.name));
    }
    if (kit_.language != Language::cuda || kit_.latency_class) return;
    for (const CaseRow& row : kit_.measure) {
      JudgeRequest describe{row, 0, case_seed(seed_, row.name, 0), {{0, 0}}, 1};
      describe.describe = true;
      const JudgeReady ready = JudgeSession(judge_, kit_, describe).ready();
      const double floor_s =
          std::max((ready.read_bytes + ready.write_bytes) / kBandwidth, ready.flops / kFlopRate);
      if (floor_s < kLeastLaunches * kLaunch_s)
        find("exercise.json", fmt::format("measured shape \"{}\" takes {:.1f} us at the ceilings, under {} "
                                          "launches of 2.2 us; make it larger or declare latency_class",
                                          row.name, floor_s * 1e6, kLeastLaunches));
    }
  }

  void starter() {
    const GradeResult result = grade_file(kit_.starter(), Depth::quick);
    if (result.verdict == Verdict::passed)
      find(kit_.starter().filename().string(), "the starter passes: nothing is left to do");
    if (result.verdict == Verdict::build_failed)
      find(kit_.starter().filename().string(), "the starter does not compile: " + result.reason);
  }

  void solution() {
    const std::string name = kit_.solution().filename().string();
    const GradeResult result = grade_file(kit_.solution(), Depth::full);
    if (result.verdict != Verdict::passed) {
      find(name, fmt::format("the solution is {}: {}", word(result.verdict), result.reason));
      return;
    }
    const auto warning = std::find_if(result.diagnostics.begin(), result.diagnostics.end(),
                                      [](const Finding& f) { return f.kind == "warning"; });
    if (warning != result.diagnostics.end())
      find(name, fmt::format("line {}: warning: {}", warning->line, warning->message));
    if (kit_.bands.metric == Metric::of_baseline && !kit_.measure.empty() && result.band.empty())
      find(name, "measured against itself the solution earns no band: " + result.reason);
    if (backend_->id() == BackendId::sim && !kit_.model.empty() && !kit_.model_bands.metric.empty() &&
        result.band.empty())
      find(name, "by the model's counters the solution earns no band: " + result.reason);
    mutants();
  }

  void mutants() {
    const BuildOutcome built = build({*backend_, kit_, kit_.solution(), flavors(), installation_});
    for (const std::string& mutant : kMutants) {
      // Scripts are read-only and traces grow as they are written: there is no end to write past.
      if (!arrays_ && (mutant == "writes_past_end" || mutant == "writes_to_input")) continue;
      ++outcome_.mutants;
      if (!rejected(mutant, built))
        find("judge.cpp", fmt::format("the mutant \"{}\" passes every case", mutant));
    }
  }

  // The later rows are the larger ones: most mutants die on the first tried. A mutant that leaves the right
  // answer in every case cannot be told from the solution.
  bool rejected(const std::string& mutant, const BuildOutcome& built) const {
    CheckRequest mutated = request(built, kit_.solution());
    mutated.mutant = mutant;
    if (backend_->id() == BackendId::sim) mutated.runner.erase(Flavor::check);
    int tried = 0;
    bool equivalent = true;
    for (auto row = kit_.cases.rbegin(); row != kit_.cases.rend(); ++row) {
      // A large case that many threads of a GPU fill in no time takes the mutant's copy seconds.
      if (row->sim != SimCase::both && backend_->id() != BackendId::host) continue;
      if (backend_->id() == BackendId::gpu && !row->on_gpu) continue;
      CheckOutcome collected;
      ++tried;
      if (!check_case(mutated, *row, 0, collected).ok) return true;
      equivalent = equivalent && collected.equivalent;
    }
    return tried > 0 && equivalent;
  }

  void expect(const KitFile& file, const std::string& room) {
    const auto expected = file.expect.verdicts.find(word(backend_->id()));
    if (expected == file.expect.verdicts.end()) return;  // kit_lint says so
    const std::string name = room + "/" + file.path.filename().string();
    const auto among = [&](Verdict verdict) {
      return std::find(expected->second.begin(), expected->second.end(), word(verdict)) !=
             expected->second.end();
    };
    // Only these two verdicts need all of the run; for the others the first case that decides is enough.
    const bool whole = among(Verdict::passed) || among(Verdict::too_slow) || among(Verdict::build_failed) ||
                       among(Verdict::forbidden_call);
    // compute-sanitizer runs only in a whole grade.
    const bool sanitized =
        backend_->id() == BackendId::gpu && (among(Verdict::race) || among(Verdict::memory_error));
    const GradeResult result =
        sanitized ? grade_file(file.path, Depth::full)
        : whole   ? grade_file(file.path, among(Verdict::too_slow) ? Depth::full : Depth::quick)
                  : deciding_case(file.path, among);
    std::string wanted;
    for (const std::string& one : expected->second) wanted += (wanted.empty() ? "" : " or ") + one;
    outcome_.verdicts.push_back(
        {kit_.folder_name() + "/" + name, wanted, std::string(word(result.verdict)), result.reason});
    if (among(result.verdict)) return;
    find(name, fmt::format("expected {}, got {}{}", wanted, word(result.verdict),
                           result.reason.empty() ? "" : ": " + result.reason));
  }

  template <class Among>
  GradeResult deciding_case(const fs::path& file, const Among& among) {
    ++outcome_.files;
    progress_(fmt::format("{} {}", kit_.id, file.filename().string()));
    GradeResult result;
    result.verdict = Verdict::passed;
    const auto worst = [&](const CaseResult& one) {
      if (one.verdict < result.verdict) {
        result.verdict = one.verdict;
        result.reason = fmt::format("{} ({})", one.message, one.name);
      }
    };
    for (const Flavor flavor : {Flavor::check, Flavor::fast}) {
      if (flavor == Flavor::fast && backend_->id() == BackendId::host) break;
      if (flavor == Flavor::check && backend_->id() == BackendId::gpu) continue;
      const BuildOutcome built = build({*backend_, kit_, file, {flavor}, installation_});
      if (!built.built) {
        result.verdict = Verdict::build_failed;
        result.reason = built.reason;
        return result;
      }
      CheckRequest checked{*backend_, kit_, judge_, built.runner, file.filename().string(), seed_};
      for (const CaseRow& row : kit_.cases) {
        if (backend_->id() == BackendId::sim &&
            (row.sim == SimCase::skip || (row.sim == SimCase::fast) != (flavor == Flavor::fast)))
          continue;
        if (backend_->id() == BackendId::gpu && !row.on_gpu) continue;
        CheckOutcome collected;
        worst(check_case(checked, row, 0, collected));
        if (among(result.verdict)) return result;
      }
    }
    return result;
  }

  const Kit& kit_;
  const Installation& installation_;
  const std::function<void(const std::string&)>& progress_;
  BackendChoice choice_;
  std::unique_ptr<Backend> backend_;
  std::string seed_;
  fs::path judge_;
  bool arrays_ = false;
  ExamOutcome outcome_;
};

}  // namespace

ExamOutcome examine_kit(const Kit& kit, const Installation& installation, BackendChoice backend,
                        const std::function<void(const std::string&)>& progress) {
  return Exam(kit, installation, backend, progress).run();
}

}  // namespace prep
