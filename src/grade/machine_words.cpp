#include "grade/machine_words.h"

#include <fmt/format.h>

namespace prep {
namespace {

// Numbers of CUDA's driver_types.h, stable since CUDA 10.
std::string next_step(int cuda_error) {
  switch (cuda_error) {
    case 2:  // cudaErrorMemoryAllocation
      return "the GPU has too little free memory; nvidia-smi lists who uses it: end that, or --gpu N";
    case 35:   // cudaErrorInsufficientDriver
    case 803:  // cudaErrorSystemDriverMismatch
    case 804:  // cudaErrorCompatNotSupportedOnDevice
      return "the driver is older than the CUDA Toolkit: update the driver, or put an nvcc that it supports "
             "first in "
             "PATH (nvidia-smi shows the CUDA version that it supports)";
    case 46:  // cudaErrorDevicesUnavailable
      return "somebody holds the GPU for himself (compute mode exclusive): wait, or --gpu N";
    case 100:  // cudaErrorNoDevice
    case 101:  // cudaErrorInvalidDevice
      return "CUDA sees no such GPU: prep doctor shows what is there, --backend sim works without";
    case 214:  // cudaErrorECCUncorrectable
      return "the GPU's memory failed (ECC): nothing was graded; restart the machine, and tell its owner";
    case 802:  // cudaErrorSystemNotReady
      return "the GPU system is not ready: is the fabric manager running? (systemctl status "
             "nvidia-fabricmanager)";
    default:
      return "the GPU failed in the middle: nothing was graded; if nvidia-smi still shows it, run it again, "
             "else "
             "restart the driver or the machine";
  }
}

}  // namespace

std::string machine_words(int cuda_error, const std::string& what) {
  return fmt::format("{}. CUDA said: {} (error {})", next_step(cuda_error), what, cuda_error);
}

}  // namespace prep
