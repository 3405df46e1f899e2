// One measured row on a GPU, from the judge's inputs to the described row.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "grade/gpu_measure.h"

namespace prep {

class GpuRowMeasurement {
 public:
  GpuRowMeasurement(const GpuMeasureRequest& request, const CaseRow& row, GpuMeasureOutcome& outcome);
  void run();

 private:
  enum class Who { learner, baseline, library };
  RunnerRequest program(const std::filesystem::path& path, int output);
  // One timed call and a look at what it left. False: the learner's program is done for.
  bool turn(Who who, CallOrder order, std::uint64_t look_key, Shot& shot);
  bool pair(CallOrder::Hold hold, Who other, bool learner_first, std::vector<Pair>& pairs);
  bool warm_up();
  void sample();
  void sample_library();
  bool settle_look(const LookOutcome& look);
  void judge_calls();
  void finish();
  void describe();
  [[noreturn]] void damaged(const char* what, const RunnerOutcome& end) const;
  void fail(Verdict verdict, const std::string& what);
  CallOrder order_of(std::uint64_t call, CallOrder::Hold hold) const;

  const GpuMeasureRequest& request_;
  const CaseRow& row_;
  GpuMeasureOutcome& outcome_;
  JudgeSession judge_;
  std::unique_ptr<GpuContestant> learner_, baseline_, library_;
  std::uint64_t calls_ = 0;           // pairs of calls so far, each with its own inputs
  std::vector<std::uint64_t> looks_;  // the keys of the looks that learner and baseline share
  std::uint64_t judged_turn_ = 0;     // which timed pair the oracle judges
  std::optional<CallOrder> kept_;     // its inputs
  std::vector<Pair> walls_, pairs_, library_pairs_;
  bool by_wall_ = false, waits_itself_ = false;
  std::string failure_;  // of the learner's program; the verdict is in the outcome
};

}  // namespace prep
