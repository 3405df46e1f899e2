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

// What no program can cause: the board fails, somebody holds it, the driver does not suit. Numbers of
// driver_types.h.
inline bool blames_machine(int cuda_error) {
  switch (cuda_error) {
    case cudaErrorInsufficientDriver:
    case cudaErrorDevicesUnavailable:
    case cudaErrorNoDevice:
    case cudaErrorECCUncorrectable:
    case cudaErrorSystemNotReady:
    case cudaErrorSystemDriverMismatch:
    case cudaErrorCompatNotSupportedOnDevice:
    case cudaErrorUnknown:
      return true;
    default:
      return false;
  }
}

}  // namespace prep::runner
