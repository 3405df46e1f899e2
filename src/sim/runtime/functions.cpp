#include "sim/runtime/functions.h"

#include <prep/sim/runtime_device.h>

#include <algorithm>
#include <map>

#include "sim/runtime/errors.h"
#include "sim/runtime/lock.h"

namespace prep::sim {
namespace {
std::map<const void*, std::size_t>& limits() {
  static auto* const only = new std::map<const void*, std::size_t>;
  return *only;
}
constexpr int kRegisters = 32;  // nobody allocates registers here; occupancy needs a number
}  // namespace

std::size_t shared_limit(const void* function) {
  if (function != nullptr) {
    const auto found = limits().find(function);
    return found == limits().end() ? kSharedDefault : std::max(found->second, kSharedDefault);
  }
  std::size_t most = kSharedDefault;
  for (const auto& [address, limit] : limits()) most = std::max(most, limit);
  return most;
}

}  // namespace prep::sim

using namespace prep::sim;

extern "C" {

cudaError_t prep_function_set_attribute(const void* function, cudaFuncAttribute attribute, int value) {
  const Locked lock(runtime_mutex());
  if (function == nullptr) return returned(cudaErrorInvalidDeviceFunction);
  if (attribute == cudaFuncAttributeMaxDynamicSharedMemorySize) {
    if (value < 0 || static_cast<std::size_t>(value) > kSharedOptIn) return returned(cudaErrorInvalidValue);
    limits()[function] = static_cast<std::size_t>(value);
    return returned(cudaSuccess);
  }
  if (attribute == cudaFuncAttributePreferredSharedMemoryCarveout)
    return returned(value >= -1 && value <= 100 ? cudaSuccess : cudaErrorInvalidValue);
  return returned(attribute == cudaFuncAttributeNonPortableClusterSizeAllowed ? cudaSuccess
                                                                              : cudaErrorInvalidValue);
}

cudaError_t prep_function_get_attributes(cudaFuncAttributes* attributes, const void* function) {
  const Locked lock(runtime_mutex());
  if (attributes == nullptr) return returned(cudaErrorInvalidValue);
  if (function == nullptr) return returned(cudaErrorInvalidDeviceFunction);
  *attributes = {};
  attributes->maxThreadsPerBlock = 1024;
  attributes->numRegs = kRegisters;
  attributes->ptxVersion = attributes->binaryVersion = 90;
  attributes->maxDynamicSharedSizeBytes = static_cast<int>(shared_limit(function));
  attributes->preferredShmemCarveout = cudaSharedmemCarveoutDefault;
  return returned(cudaSuccess);
}

// Compute capability 9.0: 2048 threads, 64 K registers, 228 KB shared memory, 32 blocks per multiprocessor;
// each block takes 1 KB of shared memory for the system.
cudaError_t prep_occupancy_blocks(int* blocks, const void* function, int block_size, size_t dynamic_shared) {
  const Locked lock(runtime_mutex());
  if (blocks == nullptr || block_size <= 0) return returned(cudaErrorInvalidValue);
  *blocks = 0;
  if (block_size > 1024 || dynamic_shared > shared_limit(function)) return returned(cudaSuccess);
  const int warps = (block_size + 31) / 32;
  const int by_warps = 64 / warps;
  const int by_registers = 65536 / (kRegisters * 32 * warps);
  const int by_shared = static_cast<int>(233472 / (dynamic_shared + 1024));
  *blocks = std::min({32, by_warps, by_registers, by_shared});
  return returned(cudaSuccess);
}
}
