#include "grade/runner_session.h"

#include <fmt/format.h>

#include <chrono>

#include "backend/confined.h"
#include "grade/build_cache.h"
#include "grade/machine_words.h"
#include "grade/memory_file.h"
#include "grade/runner_lines.h"
#include "os/error.h"

namespace prep {
namespace {

constexpr int kInputFd = 5, kOutputFd = 6, kReportFd = 7;
constexpr std::size_t kReportLimit = 4 << 20;
constexpr std::uint64_t kPrintLimit = 1 << 20;

constexpr Milliseconds kToolPatience{20000};
constexpr int kRunnerFailed = 71;  // src/runner/main.cpp

std::string in_call(int call) { return call > 0 ? fmt::format(", in call {}", call + 1) : ""; }

std::string megabytes(std::uint64_t bytes) { return fmt::format("{} MB", bytes >> 20); }

}  // namespace

ProcessSpec runner_process(const RunnerRequest& request, const std::string& mode,
                           const std::filesystem::path& folder, int report_fd) {
  ConfinedRun run;
  run.argv = request.tool;
  run.argv.insert(run.argv.end(), {request.program.string(), mode});
  run.folder = folder;
  run.readable = {request.program.parent_path()};
  run.env_add = request.backend.run_environment(request.flavor);
  run.env_add.insert(run.env_add.end(), request.env_add.begin(), request.env_add.end());
  run.fds = {{request.input_fd, kInputFd}, {request.output_fd, kOutputFd}};
  if (report_fd >= 0) {
    run.fds.push_back({report_fd, kReportFd});
    run.env_add.push_back(fmt::format("PREP_SIM_REPORT_FD={}", kReportFd));
  }
  run.talks = true;
  run.forks = request.tool.empty() ? Forks::refused : Forks::allowed;
  run.supervision = request.tool.empty() ? Supervision::none : Supervision::by_tool;
  // A tool around the runner slows it down, and instruments every kernel that is loaded: only those that run.
  if (!request.tool.empty())
    std::erase_if(run.env_add,
                  [](const std::string& one) { return one.starts_with("CUDA_MODULE_LOADING="); });
  run.limits.wall = request.tool.empty() ? request.kit.limits.run : kToolPatience;
  run.limits.cpu = run.limits.wall * 2;
  run.limits.memory_bytes = request.kit.limits.memory_bytes;
  run.limits.memory_kind = request.backend.memory_limit(request.flavor);
  run.limits.output_bytes = kPrintLimit;
  run.limits.file_bytes = 64 << 20;
  run.limits.processes = 64;
  run.limits.stack_bytes = 8 << 20;
  return confined(run);
}

namespace {

void judge_ending(const ProcessResult& result, const RunnerRequest& request, RunnerOutcome& outcome) {
  const auto end = [&](Verdict verdict, std::string message) {
    outcome.verdict = verdict;
    outcome.message = std::move(message);
  };
  switch (result.ending) {
    case Ending::wall_limit:
    case Ending::cpu_limit:
      return end(Verdict::timed_out,
                 fmt::format("stopped after {} s (limit \"run_s\" of {}); a loop may never end",
                             request.kit.limits.run.count() / 1000, request.kit.id));
    case Ending::memory_limit:
      return end(Verdict::crashed,
                 fmt::format("stopped: it took more than {} of memory (limit \"memory_mb\" of {})",
                             megabytes(request.kit.limits.memory_bytes), request.kit.id));
    case Ending::output_limit:
      return end(Verdict::output_limit,
                 fmt::format("stopped: it printed more than {}; is there a printf in a loop?",
                             megabytes(kPrintLimit)));
    case Ending::process_limit:
      return end(Verdict::crashed, "stopped: it started more than 64 processes");
    case Ending::could_not_start:
      return end(Verdict::crashed, fmt::format("it could not be started (error {})", result.status));
    case Ending::signalled:
      return end(Verdict::crashed, signal_words(result.signal));
    case Ending::exited:
      break;
  }
  if (result.killed_descendants > 0)
    return end(Verdict::crashed,
               fmt::format("it left {} process(es) running behind itself; they were stopped",
                           result.killed_descendants));
  if (!outcome.done || result.status != 0)
    end(Verdict::crashed,
        fmt::format("it exited with status {} before its work was done{}", result.status,
                    result.status == 0
                        ? " (is there an exit() in it, or did it close file descriptors it does not own?)"
                        : ""));
}

void tell_inability(const ProcessResult& result, const RunnerStatus& status, const Kit& kit) {
  if (status.inability.empty() || result.ending != Ending::exited || result.status != kRunnerFailed) return;
  if (status.machine_error > 0)
    throw Error(Exit::environment, "gpu_trouble", machine_words(status.machine_error, status.inability));
  throw Error(
      Exit::content, "runner_failed",
      fmt::format("the runner of {} could not do its work: {}; this is a defect of the kit or of prep, "
                  "not of your code: prep dev check {}",
                  kit.id, status.inability, kit.id));
}

}  // namespace

RunnerOutcome outcome_of(const ProcessResult& result, const RunnerStatus& status,
                         const RunnerRequest& request) {
  tell_inability(result, status, request.kit);
  RunnerOutcome outcome;
  outcome.done = status.done;
  outcome.calls_done = status.done ? status.calls : std::max(status.call, 0);
  outcome.equivalent = status.equivalent;
  outcome.printed = result.out + result.err;
  judge_ending(result, request, outcome);
  if (!status.exception.empty()) {
    outcome.verdict = Verdict::crashed;
    outcome.message = fmt::format("an exception left the function: {}", status.exception);
  }
  if (outcome.verdict == Verdict::crashed && status.call > 0) outcome.message += in_call(status.call);
  outcome.findings = parse_sanitizer_output(result.err, request.source_name);
  return outcome;
}

RunnerSession::RunnerSession(RunnerRequest request)
    : request_(std::move(request)),
      start_(std::chrono::steady_clock::now()),
      scratch_(std::make_unique<Scratch>()),
      report_(std::make_unique<MemoryFile>("prep-report")),
      child_(Child::start(runner_process(request_, "check", scratch_->folder(), report_->fd()))) {}

RunnerOutcome RunnerSession::finish() {
  RunnerStatus status;
  // To the end of the channel: a "done" may be forged, and then the runner is still at work.
  while (const auto line = child_.next_line()) read_runner_line(*line, request_.nonce, status);
  const ProcessResult result = child_.finish();
  RunnerOutcome outcome = outcome_of(result, status, request_);
  outcome.report = report_->text(kReportLimit);
  std::vector<Finding> findings = parse_sim_report(outcome.report);
  outcome.findings.insert(outcome.findings.begin(), findings.begin(), findings.end());
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  return outcome;
}

}  // namespace prep
