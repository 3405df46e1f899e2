#include "sim/runtime/errors.h"

#include <prep/sim/runtime_streams.h>

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "sim/report/finding.h"
#include "sim/runtime/devices.h"
#include "sim/runtime/lock.h"

namespace prep::sim {
namespace {

thread_local cudaError_t last_error = cudaSuccess;
thread_local bool launch_failed = false;  // and nobody has asked since
std::atomic<cudaError_t> sticky_error[kMaxDevices];

struct FailedLaunch {
  cudaError_t error;
  const char *kernel, *file;
  int line;
  const bool* owner;  // the host thread's launch_failed
};

std::vector<FailedLaunch>& failed_launches() {
  static auto* const only = new std::vector<FailedLaunch>;
  return *only;
}

// The program has asked for the last error: it knows of its failed launches.
void asked() {
  if (!launch_failed) return;
  launch_failed = false;
  const Locked lock(runtime_mutex());
  std::erase_if(failed_launches(), [](const FailedLaunch& f) { return f.owner == &launch_failed; });
}

const char* advice(cudaError_t error) {
  switch (error) {
    case cudaErrorInvalidConfiguration:
      return "A block has at most 1024 threads (64 in z), and no dimension of grid or block is 0. Call "
             "cudaGetLastError() after each launch.";
    case cudaErrorInvalidValue:
      return "More than 48 KB of shared memory needs cudaFuncSetAttribute(kernel, "
             "cudaFuncAttributeMaxDynamicSharedMemorySize, bytes). Call cudaGetLastError() after each "
             "launch.";
    case cudaErrorLaunchOutOfResources:
      return "The block has more threads than the kernel's __launch_bounds__ allow. Call cudaGetLastError() "
             "after each launch.";
    case cudaErrorCooperativeLaunchTooLarge:
      return "All blocks of a cooperative launch must fit the device at once: size the grid with the "
             "occupancy "
             "API.";
    case cudaErrorInvalidResourceHandle:
      return "The stream must exist and belong to the current device.";
    default:
      return "Call cudaGetLastError() after each launch.";
  }
}

}  // namespace

cudaError_t answered(cudaError_t error) {
  if (error != cudaSuccess) last_error = error;
  return error;
}

cudaError_t returned(cudaError_t error) {
  const cudaError_t stuck = sticky();
  return answered(stuck != cudaSuccess ? stuck : error);
}

void set_sticky(cudaError_t error) {
  cudaError_t none = cudaSuccess;
  sticky_error[current_device()].compare_exchange_strong(none, error);
}

cudaError_t sticky() { return sticky_error[current_device()].load(); }

void clear_errors() {
  sticky_error[current_device()] = cudaSuccess;
  last_error = cudaSuccess;
}

void note_failed_launch(cudaError_t error, const char* kernel, const char* file, int line) {
  launch_failed = true;
  failed_launches().push_back({error, kernel, file, line, &launch_failed});
}

void report_unseen_launch_errors() {
  for (const FailedLaunch& f : failed_launches()) {
    Finding finding;
    finding.kind = Kind::cuda_error;
    finding.here.file = f.file;
    finding.here.line = f.line;
    finding.function = f.kernel;
    finding.message = std::string("the launch at {here} failed with ") + cudaGetErrorName(f.error) + " (" +
                      cudaGetErrorString(f.error) + "); the kernel did not run, and the program never asked";
    finding.fix = advice(f.error);
    record(std::move(finding));
  }
  failed_launches().clear();
}

}  // namespace prep::sim

extern "C" {

cudaError_t cudaGetLastError(void) {
  prep::sim::asked();
  const cudaError_t error = prep::sim::returned(prep::sim::last_error);
  prep::sim::last_error = cudaSuccess;
  return error;
}

cudaError_t cudaPeekAtLastError(void) {
  prep::sim::asked();
  return prep::sim::returned(prep::sim::last_error);
}

const char* cudaGetErrorString(cudaError_t error) {
#define PREP_SIM_TEXT(name, number, text) \
  case cuda##name:                        \
    return text;
  switch (error) { PREP_SIM_CUDA_ERRORS(PREP_SIM_TEXT) }
#undef PREP_SIM_TEXT
  return "unrecognized error code";
}

const char* cudaGetErrorName(cudaError_t error) {
#define PREP_SIM_NAME(name, number, text) \
  case cuda##name:                        \
    return "cuda" #name;
  switch (error) { PREP_SIM_CUDA_ERRORS(PREP_SIM_NAME) }
#undef PREP_SIM_NAME
  return "unrecognized error code";
}
}
