#include "runner/gpu_watch.h"

#include <string>

#include "runner/gpu_error.h"

namespace prep::runner {
namespace {

// Long enough for any call's launches; a call that waits for the device costs this much once.
constexpr unsigned long long kPatienceNanoseconds = 50'000'000;

__device__ unsigned long long global_nanoseconds() {
  unsigned long long now;
  asm volatile("mov.u64 %0, %%globaltimer;" : "=l"(now));
  return now;
}

__global__ void hold_kernel(volatile int* flags) {
  const unsigned long long start = global_nanoseconds();
  while (flags[0] == 0) {
    if (global_nanoseconds() - start > kPatienceNanoseconds) {
      flags[1] = 1;
      __threadfence_system();
      return;
    }
  }
}

__global__ void stamp_kernel(ClockStamp* stamp) {
  unsigned int multiprocessor;
  asm volatile("mov.u32 %0, %%smid;" : "=r"(multiprocessor));
  stamp->cycles = static_cast<unsigned long long>(clock64());
  stamp->nanoseconds = global_nanoseconds();
  stamp->multiprocessor = multiprocessor;
}

}  // namespace

GpuWatch::GpuWatch() {
  int device = 0, l2 = 0;
  must(cudaGetDevice(&device), "the GPU does not answer");
  must(cudaDeviceGetAttribute(&l2, cudaDevAttrL2CacheSize, device), "the GPU does not answer");
  cold_bytes_ = 2 * static_cast<std::size_t>(l2 > 0 ? l2 : 64 << 20);
  must(cudaMalloc(&cold_, cold_bytes_), "no device memory to write the caches over");
  void* mapped = nullptr;
  must(cudaHostAlloc(&mapped, 2 * sizeof(int), cudaHostAllocMapped), "no pinned memory");
  flags_ = static_cast<volatile int*>(mapped);
  must(cudaHostAlloc(&mapped, 2 * sizeof(ClockStamp), cudaHostAllocMapped), "no pinned memory");
  stamps_ = static_cast<ClockStamp*>(mapped);
  must(cudaEventCreate(&begin_), "no event");
  must(cudaEventCreate(&end_), "no event");
}

GpuWatch::~GpuWatch() {
  cudaFree(cold_);
  cudaFreeHost(const_cast<int*>(flags_));
  cudaFreeHost(stamps_);
  cudaEventDestroy(begin_);
  cudaEventDestroy(end_);
}

void GpuWatch::chill() {
  // Not supported everywhere; where it is not, nothing can persist.
  if (cudaCtxResetPersistingL2Cache() != cudaSuccess) cudaGetLastError();
  must(cudaMemsetAsync(cold_, cold_value_++ & 0xFF, cold_bytes_, nullptr),
       "the caches cannot be written over");
  must(cudaDeviceSynchronize(), "the caches cannot be written over");
}

void GpuWatch::start() {
  flags_[0] = 0;
  flags_[1] = 0;
  if (hold_ == Hold::held) hold_kernel<<<1, 1>>>(flags_);
  stamp_kernel<<<1, 1>>>(&stamps_[0]);
  if (!any_) must(cudaEventRecord(begin_, nullptr), "an event cannot be recorded");
  any_ = true;
  wall_start_ = std::chrono::steady_clock::now();
}

DeviceError GpuWatch::stop() {
  // What went wrong up to here is the learner's, and read below: nothing is checked.
  const cudaError_t launched = cudaGetLastError();
  cudaEventRecord(end_, nullptr);
  stamp_kernel<<<1, 1>>>(&stamps_[1]);
  flags_[0] = 1;
  const DeviceError error = synchronise();
  wall_us_ +=
      std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - wall_start_).count();
  if (error.code != 0 || launched == cudaSuccess) return error;
  return {static_cast<int>(launched), cudaGetErrorName(launched)};
}

Shot GpuWatch::take() {
  Shot shot;
  float milliseconds = 0;
  if (any_ && cudaEventElapsedTime(&milliseconds, begin_, end_) == cudaSuccess)
    shot.event_us = static_cast<double>(milliseconds) * 1000;
  shot.wall_us = wall_us_;
  shot.gave_up = flags_[1] != 0;
  const ClockStamp &before = stamps_[0], &after = stamps_[1];
  if (before.multiprocessor == after.multiprocessor && after.nanoseconds > before.nanoseconds + 10'000)
    shot.sm_mhz = static_cast<double>(after.cycles - before.cycles) * 1000 /
                  static_cast<double>(after.nanoseconds - before.nanoseconds);
  any_ = false;
  wall_us_ = 0;
  return shot;
}

}  // namespace prep::runner
