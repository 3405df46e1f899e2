// One program of a measured row on a GPU, alive over all its calls: the learner's, the baseline's or the
// library's.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grade/build_cache.h"
#include "grade/result.h"
#include "grade/runner_session.h"
#include "grade/shots.h"

namespace prep {

struct CallOrder {
  std::uint64_t key = 0;  // of the inputs
  int set = 0;            // of custom inputs
  enum class Hold { held, free } hold = Hold::held;
};

// What a call left, seen on the device before the next one.
struct LookOutcome {
  std::uint64_t changed = 0, unwritten = 0, guards = 0;
  bool late = false;  // outputs that changed after the device had been waited for
};

class GpuContestant {
 public:
  explicit GpuContestant(const RunnerRequest& request);

  // Nothing where the program ended or said something else; a call that CUDA refused has an error instead.
  std::optional<Shot> call(const CallOrder& order);
  std::optional<LookOutcome> look(std::uint64_t key, std::uint64_t number);
  // The last call's outputs into slot 0, for the judge.
  bool keep();
  RunnerOutcome stop();

  int cuda_error() const { return cuda_error_; }  // of the last call; 0 = none
  const std::vector<KernelFacts>& kernels() const { return kernels_; }

 private:
  std::optional<std::string> answer_with(const char* key);
  RunnerRequest request_;
  Scratch scratch_;
  Child child_;
  RunnerStatus status_;
  int cuda_error_ = 0;
  std::vector<KernelFacts> kernels_;
};

}  // namespace prep
