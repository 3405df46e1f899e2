// What figures of a GPU mean, in words. Pure.
#pragma once
#include <string>

#include "grade/ceilings.h"
#include "grade/result.h"

namespace prep {

// Of a judge's Work: "f32" → fp32. Types without a rate of their own count as fp32.
Math math_of(const std::string& judge_type);

// "memory: 3.2 GB at 4.32 TB/s" or "arithmetic: 137 GFLOP (fp32) at 51.3 TFLOP/s".
std::string limit_words(const GpuCeilings& ceilings, const Load& load);

// "10 blocks of 256 threads, 32 registers, 4.1 KB shared; 64 of 64 warps fit, limited by nothing".
std::string kernel_words(const KernelFacts& kernel);

// "at 41 % of …: spills to local memory; gold needs 0.85": the likeliest cause first, where one shows.
std::string next_step_words(const std::string& at, const GradeResult& result, const std::string& next);

}  // namespace prep
