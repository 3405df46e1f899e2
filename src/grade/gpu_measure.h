// The measure stage on a GPU: learner, baseline and library, each in its own confined process, in ABBA order
// on fresh inputs; every timed call is looked at, one that nobody could foresee is judged by the oracle.
#pragma once
#include <optional>

#include "grade/gpu_contestant.h"
#include "grade/measure.h"

namespace prep {

// What this machine can do, as far as a row needs it.
struct Ground {
  double launch_us = 0;                               // an empty kernel
  std::function<double(const JudgeReady&)> floor_us;  // the least time that work() takes at the ceilings
  std::function<std::string(const JudgeReady&)>
      limit;                       // "memory traffic (read 2:1 write)": what that time is
  std::uint64_t memory_bytes = 0;  // free on the GPU before the stage
};

struct GpuMeasureRequest {
  const Backend& backend;
  const Kit& kit;
  std::filesystem::path judge, learner, baseline;
  std::optional<std::filesystem::path> library;  // where the kit has one and it could be built
  std::string source_name;
  std::string seed;
  StopRule rule;
  Ground ground;
  std::function<std::uint64_t()> throttle_reasons = [] { return std::uint64_t{0}; };
  std::function<void(const std::string&)> progress = [](const std::string&) {};
};

struct GpuMeasureOutcome : MeasureOutcome {
  std::vector<KernelFacts> kernels;  // of the learner's first call
};

GpuMeasureOutcome measure_on_gpu(const GpuMeasureRequest& request);

}  // namespace prep
