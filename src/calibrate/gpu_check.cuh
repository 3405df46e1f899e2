// Every CUDA call is checked; what fails ends the program with a sentence.
#pragma once
#include <cuda_runtime.h>

#include <string>

#include "calibrate/say.h"

namespace prep_calibrate {

inline std::string next_step(cudaError_t error) {
  switch (error) {
    case cudaErrorInsufficientDriver:
      return "the driver is older than the CUDA Toolkit; update the driver, or put an older toolkit's nvcc "
             "first in PATH";
    case cudaErrorMemoryAllocation:
      return "another program holds the GPU's memory; end it, or take another GPU: prep calibrate --gpu N";
    case cudaErrorNoDevice:
      return "the CUDA runtime sees no GPU; look at nvidia-smi and at who may open /dev/nvidia*";
    case cudaErrorDevicesUnavailable:
      return "another program holds the GPU alone; end it, or take another GPU: prep calibrate --gpu N";
    case cudaErrorNoKernelImageForDevice:
    case cudaErrorUnsupportedPtxVersion:
      return "this toolkit builds nothing that this GPU runs; install a CUDA Toolkit that fits the driver";
    default:
      return "look at nvidia-smi, then measure again: prep calibrate --force";
  }
}

inline void must(cudaError_t error, const char* what) {
  if (error == cudaSuccess) return;
  give_up(std::string("the GPU cannot ") + what + " (" + cudaGetErrorName(error) + ": " +
          cudaGetErrorString(error) + "); " + next_step(error));
}

// After a launch: what it was refused for.
inline void launched(const char* what) { must(cudaGetLastError(), what); }
inline void finished(const char* what) { must(cudaDeviceSynchronize(), what); }

// A measured kernel that computed something else measured something else.
inline void must_hold(bool holds, const char* what) {
  if (!holds)
    give_up(std::string("the GPU computed a wrong result while measuring ") + what +
            "; look for errors of the hardware (nvidia-smi -q, dmesg), then: prep calibrate --force");
}

}  // namespace prep_calibrate
