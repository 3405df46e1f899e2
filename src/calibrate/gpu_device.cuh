// The GPU that is measured, and the memory that all measurements share.
#pragma once
#include <cuda_runtime.h>

#include <cstddef>

#include "calibrate/gpu_check.cuh"

namespace prep_calibrate {

inline int attribute(cudaDeviceAttr which) {
  int value = 0;
  must(cudaDeviceGetAttribute(&value, which, 0), "name its properties");
  return value;
}

struct Device {
  int multiprocessors = 0, capability = 0;
  std::size_t l2_bytes = 0, shared_bytes = 0;  // shared: of one block, without opting in
};

inline Device open_device() {
  must(cudaSetDevice(0), "be opened");
  Device device;
  device.multiprocessors = attribute(cudaDevAttrMultiProcessorCount);
  device.capability =
      10 * attribute(cudaDevAttrComputeCapabilityMajor) + attribute(cudaDevAttrComputeCapabilityMinor);
  device.l2_bytes = static_cast<std::size_t>(attribute(cudaDevAttrL2CacheSize));
  device.shared_bytes = static_cast<std::size_t>(attribute(cudaDevAttrMaxSharedMemoryPerBlock));
  return device;
}

// Two transfers per memory clock: what the bus moves at most, in GB/s; 0 where the driver names no clock.
inline double bus_gbs() {
  return 2e3 * attribute(cudaDevAttrMemoryClockRate) * (attribute(cudaDevAttrGlobalMemoryBusWidth) / 8.0) /
         1e9;
}

constexpr std::size_t kBuffers = 4;

// Four buffers of 1 GiB, or 40 % of the free memory where that is less: far beyond any L2, so that a rotation
// finds nothing in it.
struct Arena {
  unsigned char* memory = nullptr;
  std::size_t buffer_bytes = 0;
  unsigned char* buffer(std::size_t i) const { return memory + (i % kBuffers) * buffer_bytes; }
  std::size_t bytes() const { return kBuffers * buffer_bytes; }
};

inline Arena open_arena(const Device& device) {
  constexpr std::size_t kLargest = std::size_t{1} << 30, kGrain = std::size_t{1} << 20;
  std::size_t free_bytes = 0, total = 0;
  must(cudaMemGetInfo(&free_bytes, &total), "say how much memory is free");
  std::size_t bytes = free_bytes / 10;
  bytes = (bytes > kLargest ? kLargest : bytes) / kGrain * kGrain;
  if (bytes < 32 * kGrain || bytes < 2 * device.l2_bytes)
    give_up("the GPU has too little free memory to be measured (" + std::to_string(free_bytes >> 20) +
            " MiB); end the programs that nvidia-smi lists, then: prep calibrate");
  Arena arena;
  arena.buffer_bytes = bytes;
  must(cudaMalloc(reinterpret_cast<void**>(&arena.memory), arena.bytes()), "hand out memory");
  return arena;
}

}  // namespace prep_calibrate
