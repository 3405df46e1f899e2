#include "sim/runtime/errors.h"

#include <prep/sim/runtime_streams.h>

#include <atomic>

namespace prep::sim {
namespace {
thread_local cudaError_t last_error = cudaSuccess;
std::atomic<cudaError_t> sticky_error{cudaSuccess};
}  // namespace

cudaError_t returned(cudaError_t error) {
  const cudaError_t stuck = sticky_error.load();
  if (stuck != cudaSuccess) error = stuck;
  if (error != cudaSuccess) last_error = error;
  return error;
}

void set_sticky(cudaError_t error) {
  cudaError_t none = cudaSuccess;
  sticky_error.compare_exchange_strong(none, error);
}

cudaError_t sticky() { return sticky_error.load(); }

void clear_errors() {
  sticky_error = cudaSuccess;
  last_error = cudaSuccess;
}

}  // namespace prep::sim

extern "C" {

cudaError_t cudaGetLastError(void) {
  const cudaError_t error = prep::sim::returned(prep::sim::last_error);
  prep::sim::last_error = cudaSuccess;
  return error;
}

cudaError_t cudaPeekAtLastError(void) { return prep::sim::returned(prep::sim::last_error); }

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
