// One run of the learner's program against the inputs that a judge made: confined, limited, its end told in
// words.
#pragma once
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "backend/backend.h"
#include "backend/finding.h"
#include "content/kit.h"
#include "grade/build_cache.h"
#include "grade/memory_file.h"
#include "grade/runner_lines.h"
#include "grade/verdict.h"
#include "os/process.h"

namespace prep {

struct RunnerRequest {
  const Backend& backend;
  const Kit& kit;
  Flavor flavor = Flavor::fast;
  std::filesystem::path program;
  std::string source_name;  // the learner's file, as sanitizers name it
  int input_fd, output_fd;
  std::string nonce;                   // the judge's: the runner's last line carries it
  std::vector<std::string> env_add;    // PREP_SIM_MODEL=1
  std::vector<std::string> tool = {};  // a program and its options that runs the runner (compute-sanitizer)
};

struct RunnerOutcome {
  int calls_done = 0;
  bool done = false;        // it said so itself, with the nonce
  bool equivalent = false;  // see RunnerStatus
  Verdict verdict =
      Verdict::passed;  // of the way it ended alone: crashed, timed_out, output_limit, memory_error…
  std::string message;  // "SIGSEGV: invalid memory access, in call 2"
  std::vector<Finding> findings;  // of sanitizers or the sim
  std::string report;             // the sim's JSON lines as they came (model figures)
  std::string printed;            // stdout and stderr of the learner
  double seconds = 0;
};

// A run that is under way. Several may be at once: each has its own process and limits.
class RunnerSession {
 public:
  explicit RunnerSession(RunnerRequest request);
  RunnerOutcome finish();                                                     // once
  const std::filesystem::path& folder() const { return scratch_->folder(); }  // where it may write

 private:
  RunnerRequest request_;
  std::chrono::steady_clock::time_point start_;
  std::unique_ptr<Scratch> scratch_;
  std::unique_ptr<MemoryFile> report_;
  Child child_;
};

// The process that a request describes: measuring talks to it longer than one line (measure.cpp).
ProcessSpec runner_process(const RunnerRequest& request, const std::string& mode,
                           const std::filesystem::path& folder, int report_fd);
// What became of it: the way it ended as a verdict, nothing to say about a clean end. Throws Error(content)
// where the runner itself could not do its work.
RunnerOutcome outcome_of(const ProcessResult& result, const RunnerStatus& status,
                         const RunnerRequest& request);

}  // namespace prep
