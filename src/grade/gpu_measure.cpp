#include "grade/gpu_measure.h"

#include <fmt/format.h>

#include <chrono>

#include "backend/gpu_machine.h"
#include "grade/gpu_row.h"
#include "os/error.h"

namespace prep {
namespace {

constexpr double kMemoryShare = 0.4;  // of what is free: three programs hold the buffers at once

bool fits(const GpuMeasureRequest& request, const CaseRow& row) {
  JudgeRequest asked{row, 0, case_seed(request.seed, row.name, 0), {{0, 0}}};
  asked.describe = true;
  JudgeSession judge(request.judge, request.kit, asked);
  return static_cast<double>(judge.ready().memory_bytes) <=
         kMemoryShare * static_cast<double>(request.ground.memory_bytes);
}

}  // namespace

GpuMeasureOutcome measure_on_gpu(const GpuMeasureRequest& request) {
  GpuMeasureOutcome outcome;
  for (const CaseRow& row : request.kit.measure) {
    if (!row.on_gpu) continue;
    if (!fits(request, row)) {
      outcome.reason =
          fmt::format("{} does not fit 40 % of this GPU's free memory and was not measured", row.name);
      continue;
    }
    GpuRowMeasurement(request, row, outcome).run();
    if (outcome.verdict != Verdict::passed) break;
  }
  return outcome;
}

}  // namespace prep
