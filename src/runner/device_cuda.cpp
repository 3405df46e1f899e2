// The CUDA runtime, or the sim's: the same calls. PREP_RUNNER_SIM is defined for the sim, whose checking link
// watches bounds, races and reads of unwritten memory itself.
#include <cuda_runtime.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "runner/device.h"
#include "runner/gpu_error.h"

#ifdef PREP_RUNNER_SIM
#include <prep/sim/control.h>

#include "sim/check/hooks.h"
#endif

namespace prep::runner {
namespace {

void use(int gpu) {
  int now = 0;
  if (cudaGetDevice(&now) == cudaSuccess && now != gpu)
    must(cudaSetDevice(gpu), "the case needs a GPU that is not there");
}

bool watched(Space space) {
#ifdef PREP_RUNNER_SIM
  return space == Space::device && prep_sim_checking() == 1;
#else
  static_cast<void>(space);
  return false;
#endif
}

}  // namespace

void* allocate(Space space, int gpu, std::size_t bytes) {
  use(gpu);
  void* address = nullptr;
  const std::size_t asked = bytes == 0 ? 1 : bytes;
  switch (space) {
    case Space::device:
      must(cudaMalloc(&address, asked), "no device memory for a buffer");
      break;
    case Space::pinned:
      must(cudaMallocHost(&address, asked), "no pinned memory for a buffer");
      break;
    case Space::host:
      if (posix_memalign(&address, 256, asked) != 0)
        throw Inability("no memory for a buffer of " + std::to_string(bytes) + " bytes");
      break;
  }
  return address;
}

void release(Space space, int gpu, void* address) {
  // At the end of the process: a device that the learner's code broke refuses, and that has been reported by
  // then.
  use(gpu);
  switch (space) {
    case Space::device:
      cudaFree(address);
      break;
    case Space::pinned:
      cudaFreeHost(address);
      break;
    case Space::host:
      std::free(address);
      break;
  }
}

void copy_in(Space space, int gpu, void* to, const void* from, std::size_t bytes) {
  if (bytes == 0) return;
  if (space != Space::device) {
    std::memcpy(to, from, bytes);
    return;
  }
  use(gpu);
  must(cudaMemcpy(to, from, bytes, cudaMemcpyHostToDevice), "the inputs cannot be copied to the device");
}

void copy_out(Space space, int gpu, void* to, const void* from, std::size_t bytes) {
  if (bytes == 0) return;
  if (space != Space::device) {
    std::memcpy(to, from, bytes);
    return;
  }
  use(gpu);
  must(cudaMemcpy(to, from, bytes, cudaMemcpyDeviceToHost), "the outputs cannot be copied from the device");
}

void fill_bytes(Space space, int gpu, void* to, unsigned char value, std::size_t bytes) {
  if (bytes == 0) return;
  if (space != Space::device) {
    std::memset(to, value, bytes);
    return;
  }
  use(gpu);
  must(cudaMemset(to, value, bytes), "a buffer cannot be filled on the device");
  must(cudaDeviceSynchronize(), "a buffer cannot be filled on the device");
}

DeviceError synchronise() {
  int devices = 0;
  cudaError_t error = cudaGetLastError();  // of a launch that was refused
  const cudaError_t count = cudaGetDeviceCount(&devices);
  if (error == cudaSuccess) error = count;
  int now = 0;
  cudaGetDevice(&now);
  for (int gpu = 0; gpu < devices; ++gpu) {
    if (devices > 1) cudaSetDevice(gpu);
    const cudaError_t at_work = cudaDeviceSynchronize();
    if (at_work != cudaSuccess) error = at_work;  // the graver one
  }
  if (devices > 1) cudaSetDevice(now);
  cudaGetLastError();  // taken: the next call starts clean, unless the error is sticky
  if (blames_machine(error)) must(error, "the GPU does not answer");
  return {static_cast<int>(error), error == cudaSuccess ? "" : cudaGetErrorName(error)};
}

bool wants_guards(Space space) { return !watched(space); }

void mark_unwritten([[maybe_unused]] Space space, [[maybe_unused]] void* address,
                    [[maybe_unused]] std::size_t bytes) {
#ifdef PREP_RUNNER_SIM
  if (watched(space)) sim::note_device_allocated(reinterpret_cast<std::uintptr_t>(address), bytes);
#endif
}

void set_schedule([[maybe_unused]] int schedule) {
#ifdef PREP_RUNNER_SIM
  prep_sim_set_schedule(schedule);
#endif
}

void begin_case([[maybe_unused]] const char* name) {
#ifdef PREP_RUNNER_SIM
  prep_sim_begin_case(name);
#endif
}

void end_run() {
#ifdef PREP_RUNNER_SIM
  prep_sim_flush_reports();
#endif
}

}  // namespace prep::runner
