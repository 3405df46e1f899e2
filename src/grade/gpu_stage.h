// What a grade on a GPU does beyond the others' stages: the sanitizer's findings, the ceilings, the measured
// rows.
#pragma once
#include <map>

#include "backend/gpu_backend.h"
#include "grade/check.h"
#include "grade/gpu_measure.h"
#include "grade/grade.h"

namespace prep {

// The machine's ceilings as what a row is held against; measured first, with a line, where none hold.
Ground ground_of(const GpuBackend& backend, const GradeRequest& request);

// Measures `learner` against the kit's solution and library, and settles verdict, band, rows and kernels.
void measure_stage(const GpuBackend& backend, const GradeRequest& request,
                   const std::filesystem::path& learner, GradeResult& result);

// The kit's library.cu as a program; nothing where the kit has none, or where it does not build here (then
// `why` says so).
std::optional<std::filesystem::path> library_program(const GpuBackend& backend, const GradeRequest& request,
                                                     std::string& why);

}  // namespace prep
