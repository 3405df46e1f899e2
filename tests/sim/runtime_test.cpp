// Memory, copies, errors and launch limits of the runtime API.
// clang-format off
#include "catch.h"  // before __CUDACC__ is defined
// clang-format on

#include <prep/sim/cuda.h>

#include <cstring>
#include <vector>

#include "sim/runtime/allocations.h"

using prep::sim::find;

namespace {

std::uintptr_t address(const void* p) { return reinterpret_cast<std::uintptr_t>(p); }

cudaError_t launch_error(dim3 grid, dim3 block, std::size_t shared = 0, const void* function = nullptr) {
  prep::sim::launch(prep::sim::LaunchConfig(grid, block, shared), "k", function, [] {});
  return cudaGetLastError();
}

void some_kernel(int*) {}

}  // namespace

TEST_CASE("an allocation has its exact size, alignment, red zones and poison") {
  unsigned char* p = nullptr;
  REQUIRE(cudaMalloc(&p, 100) == cudaSuccess);
  CHECK(address(p) % 256 == 0);
  const auto* const a = find(address(p));
  REQUIRE(a != nullptr);
  CHECK(a->bytes == 100);
  CHECK(find(address(p) - 1) == a);
  CHECK(find(address(p) + 100) == a);
  for (int i = 0; i < 100; ++i) CHECK(p[i] == 0xFF);
  CHECK(cudaFree(p) == cudaSuccess);
  CHECK(find(address(p))->freed);
}

TEST_CASE("allocations do not share a zone, small and large") {
  std::vector<char*> all;
  for (const std::size_t bytes : {1u, 255u, 256u, 257u, 4096u, 1u << 20, 3u << 20}) {
    char* p = nullptr;
    REQUIRE(cudaMalloc(&p, bytes) == cudaSuccess);
    CHECK(find(address(p))->bytes == bytes);
    CHECK(find(address(p) + bytes - 1) == find(address(p)));
    for (const char* const other : all) CHECK(find(address(other)) != find(address(p)));
    all.push_back(p);
  }
  for (char* const p : all) CHECK(cudaFree(p) == cudaSuccess);
}

TEST_CASE("frees that CUDA refuses") {
  int* p = nullptr;
  int on_stack = 0;
  REQUIRE(cudaMalloc(&p, 64) == cudaSuccess);
  CHECK(cudaFree(p + 1) == cudaErrorInvalidValue);
  CHECK(cudaFree(&on_stack) == cudaErrorInvalidValue);
  CHECK(cudaFreeHost(p) == cudaErrorInvalidValue);
  CHECK(cudaFree(p) == cudaSuccess);
  CHECK(cudaFree(p) == cudaErrorInvalidValue);
  CHECK(cudaFree(nullptr) == cudaSuccess);
  CHECK(cudaGetLastError() == cudaErrorInvalidValue);
  CHECK(cudaGetLastError() == cudaSuccess);
}

TEST_CASE("more than the device has is out of memory; nothing is nothing") {
  std::size_t free_bytes = 0, total = 0;
  REQUIRE(cudaMemGetInfo(&free_bytes, &total) == cudaSuccess);
  void* p = &total;
  CHECK(cudaMalloc(&p, total + 1) == cudaErrorMemoryAllocation);
  CHECK(p == nullptr);
  CHECK(cudaMalloc(&p, 0) == cudaSuccess);
  CHECK(p == nullptr);
  REQUIRE(cudaMalloc(&p, 1 << 20) == cudaSuccess);
  std::size_t now = 0;
  cudaMemGetInfo(&now, &total);
  CHECK(now == free_bytes - (1 << 20));
  cudaFree(p);
  cudaGetLastError();
}

TEST_CASE("copies: there and back, directions and ranges checked") {
  int host[8] = {1, 2, 3, 4, 5, 6, 7, 8}, back[8] = {};
  int* device = nullptr;
  REQUIRE(cudaMalloc(&device, sizeof host) == cudaSuccess);
  CHECK(cudaMemcpy(device, host, sizeof host, cudaMemcpyHostToDevice) == cudaSuccess);
  CHECK(cudaMemcpy(back, device, sizeof host, cudaMemcpyDefault) == cudaSuccess);
  CHECK(std::memcmp(host, back, sizeof host) == 0);
  CHECK(cudaMemcpy(device, host, sizeof host, cudaMemcpyDeviceToHost) == cudaErrorInvalidValue);
  CHECK(cudaMemcpy(back, host, 4, cudaMemcpyDeviceToDevice) == cudaErrorInvalidValue);
  CHECK(cudaMemcpy(back, host, 4, static_cast<cudaMemcpyKind>(7)) == cudaErrorInvalidMemcpyDirection);
  CHECK(cudaMemcpy(device, host, sizeof host + 1, cudaMemcpyHostToDevice) == cudaErrorInvalidValue);
  CHECK(cudaMemcpy(device + 1, host, sizeof host, cudaMemcpyHostToDevice) == cudaErrorInvalidValue);
  CHECK(cudaMemset(device, 0, sizeof host + 4) == cudaErrorInvalidValue);
  CHECK(cudaMemcpy(device, host, 0, cudaMemcpyHostToDevice) == cudaSuccess);
  cudaFree(device);
  CHECK(cudaMemcpy(back, device, 4, cudaMemcpyDeviceToHost) == cudaErrorInvalidValue);
  cudaGetLastError();
}

TEST_CASE("two-dimensional copies keep the pitch") {
  char host[6] = {1, 2, 3, 4, 5, 6}, back[6] = {};
  char* device = nullptr;
  std::size_t pitch = 0;
  REQUIRE(cudaMallocPitch(&device, &pitch, 3, 2) == cudaSuccess);
  CHECK(pitch % 256 == 0);
  CHECK(cudaMemcpy2D(device, pitch, host, 3, 3, 2, cudaMemcpyHostToDevice) == cudaSuccess);
  CHECK(device[pitch] == 4);
  CHECK(cudaMemcpy2D(back, 3, device, pitch, 3, 2, cudaMemcpyDeviceToHost) == cudaSuccess);
  CHECK(std::memcmp(host, back, 6) == 0);
  CHECK(cudaMemcpy2D(back, 2, device, pitch, 3, 2, cudaMemcpyDeviceToHost) == cudaErrorInvalidPitchValue);
  cudaFree(device);
  cudaGetLastError();
}

TEST_CASE("launch limits are CUDA's") {
  CHECK(launch_error(1, 1024) == cudaSuccess);
  CHECK(launch_error(1, 1025) == cudaErrorInvalidValue);
  CHECK(launch_error(1, dim3(1, 1, 65)) == cudaErrorInvalidValue);
  CHECK(launch_error(1, dim3(32, 33)) == cudaErrorInvalidValue);
  CHECK(launch_error(0, 32) == cudaErrorInvalidConfiguration);
  CHECK(launch_error(1, 0) == cudaErrorInvalidConfiguration);
  CHECK(launch_error(dim3(1, 65536), 32) == cudaErrorInvalidConfiguration);
  CHECK(launch_error(dim3(1, 1, 65536), 32) == cudaErrorInvalidConfiguration);
  CHECK(launch_error(0x80000000u, 32) == cudaErrorInvalidConfiguration);
  CHECK(cudaDeviceSynchronize() == cudaSuccess);
}

TEST_CASE("dynamic shared memory past 48 KB needs the attribute") {
  const void* const function = prep::sim::plain_address(some_kernel);
  CHECK(launch_error(1, 32, 49152, function) == cudaSuccess);
  CHECK(launch_error(1, 32, 49153, function) == cudaErrorInvalidValue);
  CHECK(cudaFuncSetAttribute(some_kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, 232449) ==
        cudaErrorInvalidValue);
  cudaGetLastError();
  CHECK(cudaFuncSetAttribute(some_kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, 232448) ==
        cudaSuccess);
  CHECK(launch_error(1, 32, 232448, function) == cudaSuccess);
  CHECK(launch_error(1, 32, 232449, function) == cudaErrorInvalidValue);
  cudaGetLastError();
}

TEST_CASE("the kernel's address is found where its name says which one") {
  const auto known =
      prep::sim::kernel_address([](auto tag) -> decltype(prep::sim::address_of(tag, some_kernel)) {
        return prep::sim::address_of(tag, some_kernel);
      });
  CHECK(known == some_kernel);
}

TEST_CASE("a launch error stays until it is read, and is not sticky") {
  launch_error(1, 32);
  prep::sim::launch(prep::sim::LaunchConfig(1, 2000), "k", nullptr, [] {});
  CHECK(cudaPeekAtLastError() == cudaErrorInvalidValue);
  CHECK(cudaDeviceSynchronize() == cudaSuccess);
  CHECK(cudaGetLastError() == cudaErrorInvalidValue);
  CHECK(cudaGetLastError() == cudaSuccess);
}

TEST_CASE("names and texts of errors") {
  CHECK(std::strcmp(cudaGetErrorName(cudaErrorInvalidConfiguration), "cudaErrorInvalidConfiguration") == 0);
  CHECK(std::strcmp(cudaGetErrorString(cudaErrorMemoryAllocation), "out of memory") == 0);
  CHECK(std::strcmp(cudaGetErrorString(static_cast<cudaError_t>(12345)), "unrecognized error code") == 0);
}

TEST_CASE("the device describes itself the same way twice") {
  cudaDeviceProp p;
  REQUIRE(cudaGetDeviceProperties(&p, 0) == cudaSuccess);
  int value = 0;
  CHECK(cudaDeviceGetAttribute(&value, cudaDevAttrMultiProcessorCount, 0) == cudaSuccess);
  CHECK(value == p.multiProcessorCount);
  CHECK(cudaDeviceGetAttribute(&value, cudaDevAttrMaxSharedMemoryPerBlockOptin, 0) == cudaSuccess);
  CHECK(value == 232448);
  CHECK(p.major == 9);
  CHECK(p.warpSize == 32);
  CHECK(cudaGetDeviceProperties(&p, 1) == cudaErrorInvalidDevice);
  CHECK(cudaSetDevice(1) == cudaErrorInvalidDevice);
  cudaGetLastError();
}

TEST_CASE("occupancy follows compute capability 9.0") {
  int blocks = 0;
  CHECK(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, some_kernel, 256, 0) == cudaSuccess);
  CHECK(blocks == 8);
  cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, some_kernel, 32, 0);
  CHECK(blocks == 32);
  cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, some_kernel, 128, 48 * 1024);
  CHECK(blocks == 4);
  int grid = 0, block = 0;
  CHECK(cudaOccupancyMaxPotentialBlockSize(&grid, &block, some_kernel) == cudaSuccess);
  CHECK(block == 1024);
  CHECK(grid == 2 * 132);
}

TEST_CASE("pointers tell what they are") {
  int on_stack = 0, *device = nullptr, *pinned = nullptr;
  cudaPointerAttributes a{};
  cudaMalloc(&device, 4);
  cudaMallocHost(&pinned, 4);
  CHECK(cudaPointerGetAttributes(&a, device) == cudaSuccess);
  CHECK(a.type == cudaMemoryTypeDevice);
  cudaPointerGetAttributes(&a, pinned);
  CHECK(a.type == cudaMemoryTypeHost);
  cudaPointerGetAttributes(&a, &on_stack);
  CHECK(a.type == cudaMemoryTypeUnregistered);
  cudaFree(device);
  cudaFreeHost(pinned);
}
