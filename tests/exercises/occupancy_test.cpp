// The judge of ex_18 against NVIDIA's cuda_occupancy.h, and the figures that its README and the lesson state.
#include "judge.cpp"  // what is tested lives in its unnamed namespace

#include <climits>

#include "catch.h"
#ifdef HAVE_CUDA_OCCUPANCY
#include <cuda_occupancy.h>
#endif

namespace {

const oc_device& hopper() { return kDevices[0].device; }

int blocks_of(int threads, int registers, int shared) {
  return occupancy_of(hopper(), {threads, registers, 0, shared}).blocks;
}

}  // namespace

TEST_CASE("the examples of the lesson and of the kit") {
  CHECK(blocks_of(96, 40, 0) == 16);
  CHECK(blocks_of(32, 96, 0) == 20);
  CHECK(blocks_of(1024, 65, 0) == 0);
  CHECK(blocks_of(256, 32, 56 << 10) == 4);
  CHECK(blocks_of(256, 32, 57 << 10) == 3);
  CHECK(blocks_of(256, 33, 0) == 6);
  CHECK(blocks_of(192, 100, 0) == 2);
  CHECK(blocks_of(192, 40, 0) == 8);
  CHECK(blocks_of(800, 80, 0) == 0);
  CHECK(blocks_of(768, 80, 0) == 1);
  CHECK(blocks_of(1025, 32, 0) == 0);
  CHECK(occupancy_of(hopper(), {512, 32, 0, 48 << 10}).limits == (OC_WARPS | OC_REGISTERS | OC_SHARED));
}

TEST_CASE("how often the short formulas are wrong") {
  int launches = 0, plain = 0, rounded = 0;
  for (int threads = 32; threads <= 1024; threads += 32)
    for (int registers = 16; registers <= 255; ++registers, ++launches) {
      const int warps = threads / 32, right = blocks_of(threads, registers, 0),
                most = std::min(64 / warps, 32);
      const int of_warp = (registers * 32 + 255) / 256 * 256;
      plain += std::min(most, 65536 / (registers * threads)) != right;
      rounded += std::min(most, 65536 / of_warp / warps) != right;
    }
  CHECK((plain * 100 + launches / 2) / launches == 15);
  CHECK((rounded * 100 + launches / 2) / launches == 10);
}

#ifdef HAVE_CUDA_OCCUPANCY
namespace {

cudaOccDeviceProp properties_of(std::size_t which) {
  const oc_device& d = kDevices[which].device;
  cudaOccDeviceProp p;
  REQUIRE(std::sscanf(kDevices[which].name, "cc %d.%d", &p.computeMajor, &p.computeMinor) == 2);
  p.maxThreadsPerBlock = d.threads_per_block;
  p.maxThreadsPerMultiprocessor = d.warps_per_sm * oc_warp;
  p.regsPerBlock = d.registers_per_block;
  p.regsPerMultiprocessor = d.registers_per_sm;
  p.warpSize = oc_warp;
  p.sharedMemPerBlock = 48 << 10;
  p.sharedMemPerMultiprocessor = static_cast<std::size_t>(d.shared_per_sm);
  p.sharedMemPerBlockOptin = static_cast<std::size_t>(d.shared_per_block);
  p.reservedSharedMemPerBlock = static_cast<std::size_t>(d.shared_reserved);
  p.numSms = 1;
  return p;
}

}  // namespace

TEST_CASE("the judge of ex_18 agrees with cuda_occupancy.h on random launches") {
  Rng rng(20180327);
  for (int i = 0; i < 200000; ++i) {
    const std::size_t which = static_cast<std::size_t>(rng.below(static_cast<Index>(kDevices.size())));
    const oc_device& device = kDevices[which].device;
    const oc_kernel kernel = random_kernel(device, rng);
    // The header permits 256 registers per thread from cc 7 on; the guide, and our devices, 255.
    if (kernel.registers == 256) continue;

    const cudaOccDeviceProp properties = properties_of(which);
    cudaOccFuncAttributes attributes;
    attributes.maxThreadsPerBlock = INT_MAX;
    attributes.numRegs = kernel.registers;
    attributes.sharedSizeBytes = static_cast<std::size_t>(kernel.static_shared);
    attributes.shmemLimitConfig = FUNC_SHMEM_LIMIT_OPTIN;
    attributes.maxDynamicSharedSizeBytes = static_cast<std::size_t>(kernel.dynamic_shared);
    const cudaOccDeviceState state;
    cudaOccResult result{};
    REQUIRE(cudaOccMaxActiveBlocksPerMultiprocessor(&result, &properties, &attributes, &state, kernel.threads,
                                                    attributes.maxDynamicSharedSizeBytes) ==
            CUDA_OCC_SUCCESS);
    const Answer answer = occupancy_of(device, kernel);
    const unsigned limits = result.limitingFactors & (OC_WARPS | OC_REGISTERS | OC_SHARED | OC_BLOCKS);
    if (answer.blocks != result.activeBlocksPerMultiprocessor || answer.limits != limits) {
      INFO(launch_words(i, kDevices[which].name, kernel));
      REQUIRE(answer.blocks == result.activeBlocksPerMultiprocessor);
      REQUIRE(answer.limits == limits);
    }
  }
}
#endif
