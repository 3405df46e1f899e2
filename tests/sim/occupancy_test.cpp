// Occupancy: the textbook cases, and every combination against NVIDIA's own header where a CUDA Toolkit has
// it.
#include "sim/report/occupancy.h"

#if __has_include(<cuda_occupancy.h>)
#define PREP_HAS_ORACLE 1
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wunused-function"
#include <cuda_occupancy.h>
#pragma GCC diagnostic pop
#endif

#include <climits>
#include <string>

#include "catch.h"

using namespace prep::sim;

TEST_CASE("occupancy: threads, registers, shared memory and blocks each limit it") {
  const Gpu& h100 = *gpu_named("h100");
  CHECK(occupancy_of(h100, 256, 32, 0).warps == warps_that_fit(h100));
  CHECK(occupancy_of(h100, 256, 32, 0).limit == Limit::threads);
  CHECK(occupancy_of(h100, 256, 64, 0).blocks == 4);
  CHECK(occupancy_of(h100, 256, 64, 0).limit == Limit::registers);
  CHECK(occupancy_of(h100, 256, 0, 100 << 10).blocks == 2);
  CHECK(occupancy_of(h100, 256, 0, 100 << 10).limit == Limit::shared_memory);
  CHECK(occupancy_of(h100, 32, 0, 0).limit == Limit::blocks);
  CHECK(occupancy_of(h100, 32, 0, 0).warps == 32);
  CHECK(occupancy_of(h100, 1024, 255, 0).limit == Limit::does_not_fit);
  CHECK(occupancy_of(h100, 256, 32, 228 << 10).limit == Limit::does_not_fit);
  CHECK(occupancy_of(*gpu_named("l4"), 1024, 0, 0).blocks == 1);
  CHECK(gpu_named("no such") == nullptr);
}

TEST_CASE("the simulated GPU is the one that the sim's attributes describe") {
  CHECK(std::string(kSimulatedGpu.name) == "h200");
  CHECK(kSimulatedGpu.multiprocessors() == 132);
  CHECK(gpu_named("a100")->multiprocessors() == 108);
}

#ifdef PREP_HAS_ORACLE
TEST_CASE("every row gives what NVIDIA's occupancy header gives") {
  for (const Gpu& gpu : kGpus) {
    cudaOccDeviceProp device;
    device.computeMajor = gpu.capability / 10;
    device.computeMinor = gpu.capability % 10;
    device.maxThreadsPerBlock = 1024;
    device.maxThreadsPerMultiprocessor = gpu.threads;
    device.regsPerBlock = device.regsPerMultiprocessor = kRegistersPerMultiprocessor;
    device.warpSize = 32;
    device.sharedMemPerBlock = 48 << 10;
    device.sharedMemPerMultiprocessor = static_cast<std::size_t>(gpu.shared_kb) << 10;
    device.sharedMemPerBlockOptin = static_cast<std::size_t>(gpu.shared_kb_per_block) << 10;
    device.reservedSharedMemPerBlock = gpu.capability >= 80 ? 1024 : 0;
    device.numSms = gpu.multiprocessors();
    for (const int registers : {1, 24, 32, 33, 40, 63, 64, 72, 96, 128, 168, 255})
      for (const int threads : {1, 31, 32, 33, 64, 96, 128, 160, 192, 256, 320, 384, 512, 768, 992, 1024})
        for (const int shared : {0, 1, 128, 1000, 4224, 8192, 16 << 10, 33 << 10, 48 << 10, 64 << 10,
                                 99 << 10, 100 << 10, 163 << 10, 227 << 10, 228 << 10}) {
          cudaOccFuncAttributes function;
          function.maxThreadsPerBlock = INT_MAX;
          function.numRegs = registers;
          function.sharedSizeBytes = 0;
          function.shmemLimitConfig = FUNC_SHMEM_LIMIT_OPTIN;
          function.maxDynamicSharedSizeBytes = static_cast<std::size_t>(shared);
          function.numBlockBarriers = 1;
          const cudaOccDeviceState state;
          cudaOccResult theirs;
          const cudaOccError error = cudaOccMaxActiveBlocksPerMultiprocessor(
              &theirs, &device, &function, &state, threads, static_cast<std::size_t>(shared));
          const int blocks = error == CUDA_OCC_SUCCESS ? theirs.activeBlocksPerMultiprocessor : 0;
          INFO(gpu.name << ", " << threads << " threads, " << registers << " registers, " << shared
                        << " bytes");
          if (occupancy_of(gpu, threads, registers, shared).blocks != blocks)
            CHECK(occupancy_of(gpu, threads, registers, shared).blocks == blocks);
        }
  }
  SUCCEED();
}
#endif
