// CUDA errors of the runner's own work. They are never the learner's: before a call they say what this
// machine lacks, after one the learner's error was read first.
#pragma once
#include <cuda_runtime.h>

#include <string>

#include "runner/inability.h"

namespace prep::runner {

inline void must(cudaError_t error, const char* what) {
  if (error == cudaSuccess) return;
  throw MachineTrouble(static_cast<int>(error),
                       std::string(what) + ": " + cudaGetErrorName(error) + ", " + cudaGetErrorString(error));
}

}  // namespace prep::runner
