// The simulated devices: PREP_SIM_GPUS of them (default 1, at most 8), all of one kind. What belongs to one
// device is here; its memory is in arena.h, its streams in queue.h. Guarded by the runtime's lock, except for
// the number of devices and the host thread's current device.
#pragma once
#include <prep/sim/runtime_device.h>

#include <cstddef>

struct prep_sim_pool;

namespace prep::sim {

inline constexpr int kMaxDevices = 8;

struct Device {
  std::size_t stack_limit = 1024, printf_limit = std::size_t{1} << 20, heap_limit = std::size_t{8} << 20,
              l2_granularity = 64, persisting_l2 = 0;
  unsigned flags = cudaDeviceScheduleAuto;
  cudaFuncCache cache = cudaFuncCachePreferNone;
  cudaSharedMemConfig banks = cudaSharedMemBankSizeFourByte;
  bool peer[kMaxDevices] = {};  // its kernels may touch that device's memory
  prep_sim_pool* default_pool = nullptr;
  prep_sim_pool* pool = nullptr;  // for cudaMallocAsync
};

int device_count();
bool device_exists(int device);
Device& device(int number);

// Of the calling host thread; 0 at first.
int current_device();
void set_current_device(int device);

// True when kernels on `device` may touch memory of `owner`.
bool may_access(int device, int owner);

// While it lives, the calling host thread works for another device.
class OnDevice {
 public:
  explicit OnDevice(int device) : before_(current_device()) { set_current_device(device); }
  ~OnDevice() { set_current_device(before_); }
  OnDevice(const OnDevice&) = delete;
  OnDevice& operator=(const OnDevice&) = delete;

 private:
  int before_;
};

}  // namespace prep::sim
