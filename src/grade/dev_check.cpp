#include "grade/dev_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "backend/toolchain.h"
#include "grade/kit_exam.h"
#include "grade/kit_lint.h"
#include "os/error.h"
#include "os/environment.h"
#include "os/files.h"
#include "os/hash.h"
#include "os/process.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

void add(CheckReport& report, const std::vector<CheckFinding>& findings) {
  report.findings.insert(report.findings.end(), findings.begin(), findings.end());
}

// All of a kit's files and prep itself: a green exam of exactly this need not be held again under --quick.
fs::path green_mark(const Kit& kit, const Installation& installation) {
  ContentHash hash;
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(kit.folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files)
    hash.add(file.lexically_relative(kit.folder).string()).add(read_file(file));
  hash.add(file_identity(installation.lib / "libprep_judge.a"));
  return cache_dir() / "exams" / hash.hex();
}

void examine(const Kit& kit, const Installation& installation, BackendChoice backend, CheckReport& report,
             const std::function<void(const std::string&)>& progress) {
  try {
    const ExamOutcome exam = examine_kit(kit, installation, backend, progress);
    report.files += exam.files;
    report.mutants += exam.mutants;
    add(report, exam.findings);
    report.verdicts.insert(report.verdicts.end(), exam.verdicts.begin(), exam.verdicts.end());
  } catch (const Error& error) {
    if (error.exit() == Exit::environment) throw;
    report.findings.push_back({kit.folder_name(), error.what()});
  }
}

// One kit per process: exams share nothing, and a kit that takes a process down takes only its own.
class ExamProcess {
 public:
  ExamProcess(const Kit& kit, BackendChoice backend)
      : kit_(kit), backend_(backend), child_(Child::start(spec(kit, backend))) {}

  void finish(CheckReport& report, const std::function<void(const std::string&)>& progress) {
    ProcessResult result = child_.finish();
    auto object = nlohmann::json::parse(result.out, nullptr, false);
    // A process that a loaded machine took away says nothing about the kit; one that dies twice does.
    if (!has_ended(object)) {
      progress(kit_.id + ": its exam died (" + end_of(result) + "); once more");
      result = run_process(spec(kit_, backend_));
      object = nlohmann::json::parse(result.out, nullptr, false);
    }
    if (!has_ended(object)) {
      report.findings.push_back({kit_.folder_name(), "its exam did not end: " + end_of(result)});
      return;
    }
    report.files += object.value("files", 0);
    report.mutants += object.value("mutants", 0);
    for (const auto& finding : object["findings"])
      report.findings.push_back({finding.value("where", ""), finding.value("what", "")});
    for (const auto& one : object["verdicts"])
      report.verdicts.push_back(
          {one.value("file", ""), one.value("expected", ""), one.value("got", ""), one.value("reason", "")});
  }
  const Kit& kit() const { return kit_; }

 private:
  static bool has_ended(const nlohmann::json& answer) {
    return answer.is_object() && answer.contains("findings");
  }
  // How it ended, and the last that it said.
  static std::string end_of(const ProcessResult& result) {
    const std::string how = result.ending == Ending::signalled ? signal_words(result.signal)
                            : result.ending == Ending::exited  ? fmt::format("exit {}", result.status)
                                                               : "stopped at a limit";
    const std::size_t from = result.err.size() > 400 ? result.err.size() - 400 : 0;
    return how + ": " + result.err.substr(from);
  }
  static ProcessSpec spec(const Kit& kit, BackendChoice backend) {
    ProcessSpec spec;
    spec.argv = {fs::read_symlink("/proc/self/exe").string(), "dev", "check", kit.id, "--json"};
    if (backend == BackendChoice::gpu) spec.argv.insert(spec.argv.end(), {"--backend", "gpu"});
    for (const char* name : {"PREP_ROOT", "XDG_CACHE_HOME", "CXX"})
      if (const auto value = environment(name)) spec.env_add.push_back(fmt::format("{}={}", name, *value));
    spec.limits.wall = Milliseconds{15 * 60 * 1000};
    spec.limits.output_bytes = 4 << 20;
    return spec;
  }
  const Kit& kit_;
  BackendChoice backend_;
  Child child_;
};

void examine_in_processes(const std::vector<const Kit*>& kits, BackendChoice backend, CheckReport& report,
                          const std::function<void(const std::string&)>& progress) {
  // One GPU measures one thing at a time.
  const std::size_t at_once =
      backend == BackendChoice::gpu ? 1 : std::max(1u, std::thread::hardware_concurrency());
  std::deque<ExamProcess> running;
  const auto settle_first = [&] {
    running.front().finish(report, progress);
    progress(running.front().kit().id + " examined");
    running.pop_front();
  };
  for (const Kit* kit : kits) {
    if (running.size() == at_once) settle_first();
    running.emplace_back(*kit, backend);
    progress(kit->id + " begun");
  }
  while (!running.empty()) settle_first();
}

}  // namespace

CheckReport check_kits(const std::vector<Kit>& kits, const Installation& installation, Depth depth,
                       BackendChoice backend, const std::function<void(const std::string&)>& progress) {
  CheckReport report;
  std::vector<const Kit*> due;
  for (const Kit& kit : kits) {
    ++report.kits;
    add(report, lint_kit(kit));
    if (depth == Depth::full || backend == BackendChoice::gpu || !fs::exists(green_mark(kit, installation)))
      due.push_back(&kit);
  }
  const std::size_t before = report.findings.size();
  if (due.size() == 1)
    examine(*due.front(), installation, backend, report, progress);
  else
    examine_in_processes(due, backend, report, progress);
  // A mark says that the exam without a GPU was green.
  if (report.findings.size() == before && backend != BackendChoice::gpu) {
    for (const Kit* kit : due) {
      std::error_code none;
      fs::create_directories(green_mark(*kit, installation).parent_path(), none);
      std::ofstream(green_mark(*kit, installation)) << "green\n";
    }
  }
  return report;
}

}  // namespace prep
