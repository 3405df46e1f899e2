#include "grade/gpu_sanitize.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <fstream>
#include <iterator>
#include <thread>

#include "backend/toolchain.h"
#include "grade/runner_session.h"
#include "os/hash.h"
#include "os/paths.h"
#include "os/random.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostCases = 4;
constexpr std::uint64_t kMostBytes = 8 << 20;  // the tools cost 10 to 100 times the run

fs::path find_sanitizer() {
  if (const fs::path found = find_program("compute-sanitizer"); !found.empty()) return found;
  return find_program(find_nvcc().parent_path() / "compute-sanitizer");
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::uint64_t bytes_of(const CheckRequest& request, const CaseRow& row) {
  JudgeRequest asked{row, 0, case_seed(request.seed, row.name, 0), {{0, 0}}};
  asked.describe = true;
  return JudgeSession(request.judge, request.kit, asked).ready().memory_bytes;
}

// The largest that are not too large: tails, tiles and several blocks are in them.
std::vector<const CaseRow*> chosen_cases(const CheckRequest& request) {
  std::vector<std::pair<std::uint64_t, const CaseRow*>> sized;
  for (const CaseRow& row : request.kit.cases) {
    if (!row.on_gpu) continue;
    if (const std::uint64_t bytes = bytes_of(request, row); bytes > 0 && bytes <= kMostBytes)
      sized.emplace_back(bytes, &row);
  }
  std::stable_sort(sized.begin(), sized.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<const CaseRow*> chosen;
  for (const auto& [bytes, row] : sized)
    if (chosen.size() < kMostCases) chosen.push_back(row);
  return chosen;
}

// One tool over one case, under way.
struct Run {
  std::unique_ptr<JudgeSession> judge;
  std::unique_ptr<RunnerSession> runner;
  fs::path log;
};

// The first of ten ports that no other run of this or another prep is likely to use.
int own_ports() {
  constexpr int kFirst = 20000, kRanges = 1000, kPorts = 10;  // --max-connections
  return kFirst + static_cast<int>(random_u64() % kRanges) * kPorts;
}

Run start(const CheckRequest& request, const fs::path& sanitizer, const std::string& tool,
          const CaseRow& row) {
  Run run;
  run.judge = std::make_unique<JudgeSession>(
      request.judge, request.kit,
      JudgeRequest{row, 0, case_seed(request.seed, row.name, 0), {{0, 0}, {1, 0}}, 1});
  RunnerRequest runner{request.backend,
                       request.kit,
                       Flavor::fast,
                       request.runner.at(Flavor::fast),
                       request.source_name,
                       (run.judge->ready(), run.judge->input_fd()),
                       run.judge->output_fd(0),
                       run.judge->ready().nonce,
                       {}};
  // The log stays apart from what the program prints. Tool and program find each other by TCP: each pair has
  // ports of its own, else a program may meet the tool of another.
  runner.tool = {sanitizer.string(),
                 "--tool",
                 tool,
                 "--log-file",
                 "sanitizer.log",
                 "--print-limit",
                 "20",
                 "--target-processes",
                 "application-only",
                 "--port",
                 std::to_string(own_ports())};
  run.runner = std::make_unique<RunnerSession>(runner);
  run.log = run.runner->folder() / "sanitizer.log";
  return run;
}

void merge(std::vector<Finding>& all, const std::vector<Finding>& more, const std::string& source) {
  for (Finding finding : more) {
    if (!finding.file.empty() && finding.file != source && finding.other_file == source) {
      std::swap(finding.file, finding.other_file);
      std::swap(finding.line, finding.other_line);
    }
    const auto known = std::find_if(all.begin(), all.end(), [&](const Finding& f) {
      return f.kind == finding.kind && f.line == finding.line && f.other_line == finding.other_line;
    });
    if (known == all.end())
      all.push_back(std::move(finding));
    else
      known->count += finding.count;
  }
}

// What the tool could not do here is not tried again for a day: each try costs its patience.
fs::path trouble_file(const fs::path& sanitizer) {
  return cache_dir() / "sanitizer" / content_hash(file_identity(sanitizer));
}

std::string known_trouble(const fs::path& sanitizer) {
  std::error_code none;
  const fs::path file = trouble_file(sanitizer);
  const auto written = fs::last_write_time(file, none);
  if (none || fs::file_time_type::clock::now() - written > std::chrono::hours(24)) return "";
  return text_of(file);
}

void keep_trouble(const fs::path& sanitizer, const std::string& why) {
  std::error_code none;
  fs::create_directories(trouble_file(sanitizer).parent_path(), none);
  std::ofstream(trouble_file(sanitizer)) << why;
}

// A tool that could not do its work must not look like one that found nothing.
bool says_clean(const std::string& log) {
  return log.find("ERROR SUMMARY: 0 errors") != std::string::npos ||
         log.find("RACECHECK SUMMARY: 0 hazards") != std::string::npos;
}

void settle(Run& run, const CheckRequest& request, SanitizeOutcome& outcome) {
  const RunnerOutcome ended = run.runner->finish();
  const std::string log = text_of(run.log);
  const std::vector<Finding> found = parse_compute_sanitizer_output(log);
  merge(outcome.findings, found, request.source_name);
  if (!found.empty() || says_clean(log) || !outcome.skipped.empty()) return;
  // What the program itself did wrong has been said by the check: an API error is no report of the tool's.
  if (log.find("ERROR SUMMARY:") != std::string::npos || log.find("RACECHECK SUMMARY:") != std::string::npos)
    return;
  outcome.skipped =
      fmt::format("compute-sanitizer gave no verdict: {}",
                  log.empty() ? ended.message + " " + ended.printed.substr(0, 200) : log.substr(0, 200));
}

}  // namespace

SanitizeOutcome sanitize(const CheckRequest& request) {
  const auto start_time = std::chrono::steady_clock::now();
  SanitizeOutcome outcome;
  const fs::path sanitizer = find_sanitizer();
  if (sanitizer.empty()) {
    outcome.skipped = "compute-sanitizer is not here; it comes with the CUDA Toolkit";
    return outcome;
  }
  if (std::string why = known_trouble(sanitizer); !why.empty()) {
    outcome.skipped = std::move(why);
    return outcome;
  }
  // The first alone: where the tool does not work at all, that costs its patience once, not eight times.
  const std::vector<const CaseRow*> cases = chosen_cases(request);
  std::deque<Run> running;
  const auto settle_first = [&] {
    settle(running.front(), request, outcome);
    running.pop_front();
  };
  const std::size_t at_once = std::max(2u, std::thread::hardware_concurrency() / 2);
  for (std::size_t c = 0; c < cases.size() && outcome.skipped.empty(); ++c) {
    for (const char* tool : {"memcheck", "racecheck"}) {
      if (running.size() == at_once) settle_first();
      running.push_back(start(request, sanitizer, tool, *cases[c]));
      if (c == 0) settle_first();
      if (!outcome.skipped.empty()) break;
    }
  }
  while (!running.empty()) settle_first();
  if (outcome.findings.empty() && !outcome.skipped.empty()) keep_trouble(sanitizer, outcome.skipped);
  if (!outcome.findings.empty()) outcome.skipped.clear();
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_time).count();
  return outcome;
}

}  // namespace prep
