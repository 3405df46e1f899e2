#include "sim/runtime/functions.h"

#include <prep/sim/runtime_functions.h>

#include <algorithm>
#include <map>
#include <string>

#include "sim/engine/shared_memory.h"
#include "sim/report/kernel_name.h"
#include "sim/report/occupancy.h"
#include "sim/runtime/errors.h"
#include "sim/runtime/kernel_symbols.h"
#include "sim/runtime/lock.h"

namespace prep::sim {
namespace {

struct Function {
  KernelSymbols symbols;
  std::size_t learnt_static = 0;
  std::size_t dynamic_limit = 0;  // as set; 0: never
  int carveout = cudaSharedmemCarveoutDefault;
  int non_portable_clusters = 0;
  const prep_kernel_kind* kind = nullptr;
  std::string shown;
};

std::map<const void*, Function>& functions() {
  static auto* const only = new std::map<const void*, Function>;
  return *only;
}

Function& known(const void* function) {
  static std::pair<const void* const, Function>* last = nullptr;  // launches repeat
  if (last != nullptr && last->first == function) return last->second;
  const auto [entry, is_new] = functions().try_emplace(function);
  if (is_new) entry->second.symbols = kernel_symbols(function);
  last = &*entry;
  return entry->second;
}

std::size_t static_of(const Function& f) { return std::max(f.symbols.static_shared, f.learnt_static); }

std::size_t limit_of(const Function& f) {
  if (f.dynamic_limit != 0) return f.dynamic_limit;
  return kSharedDefault - std::min(kSharedDefault, static_of(f));
}

}  // namespace

std::size_t static_shared(const void* function) {
  return function == nullptr ? 0 : static_of(known(function));
}

void learn_static_shared(const void* function) {
  if (function == nullptr) return;
  Function& f = known(function);
  f.learnt_static = std::max(f.learnt_static, static_bytes());
}

std::size_t shared_limit(const void* function) {
  if (function != nullptr) return limit_of(known(function));
  std::size_t most = kSharedDefault;
  for (const auto& [address, f] : functions()) most = std::max(most, limit_of(f));
  return most;
}

int max_threads(const void* function) {
  const int bound = function == nullptr ? 0 : known(function).symbols.max_threads;
  return bound > 0 && bound < 1024 ? bound : 1024;
}

int resident_blocks(const void* function, int threads, std::size_t dynamic_shared) {
  if (threads > max_threads(function) || dynamic_shared > shared_limit(function)) return 0;
  const std::size_t shared = static_shared(function) + dynamic_shared;
  return occupancy_of(kSimulatedGpu, threads, kRegisters, static_cast<std::int64_t>(shared)).blocks;
}

const prep_kernel_kind* kernel_kind(const void* function) {
  const auto found = functions().find(function);
  return found == functions().end() ? nullptr : found->second.kind;
}

const char* kernel_name(const void* function) {
  Function& f = known(function);
  if (f.shown.empty()) f.shown = kernel_name_of(f.symbols.name);
  return f.shown.c_str();
}

}  // namespace prep::sim

using namespace prep::sim;

extern "C" {

void prep_register_kernel(const void* function, const struct prep_kernel_kind* kind) {
  const Locked lock(runtime_mutex());
  known(function).kind = kind;
}

cudaError_t prep_function_set_attribute(const void* function, cudaFuncAttribute attribute, int value) {
  const Locked lock(runtime_mutex());
  if (function == nullptr) return returned(cudaErrorInvalidDeviceFunction);
  Function& f = known(function);
  switch (attribute) {
    case cudaFuncAttributeMaxDynamicSharedMemorySize:
      if (value < 0 || static_cast<std::size_t>(value) + static_of(f) > kSharedOptIn)
        return returned(cudaErrorInvalidValue);
      f.dynamic_limit = static_cast<std::size_t>(value);
      return returned(cudaSuccess);
    case cudaFuncAttributePreferredSharedMemoryCarveout:
      if (value < -1 || value > 100) return returned(cudaErrorInvalidValue);
      f.carveout = value;
      return returned(cudaSuccess);
    case cudaFuncAttributeNonPortableClusterSizeAllowed:
      f.non_portable_clusters = value;
      return returned(cudaSuccess);
    case cudaFuncAttributeClusterSchedulingPolicyPreference:
      return returned(cudaSuccess);
    default:
      return returned(cudaErrorInvalidValue);
  }
}

cudaError_t prep_function_get_attributes(cudaFuncAttributes* attributes, const void* function) {
  const Locked lock(runtime_mutex());
  if (attributes == nullptr) return returned(cudaErrorInvalidValue);
  if (function == nullptr) return returned(cudaErrorInvalidDeviceFunction);
  const Function& f = known(function);
  *attributes = {};
  attributes->sharedSizeBytes = static_of(f);
  attributes->maxThreadsPerBlock = max_threads(function);
  attributes->numRegs = kRegisters;
  attributes->ptxVersion = attributes->binaryVersion = 90;
  attributes->maxDynamicSharedSizeBytes = static_cast<int>(limit_of(f));
  attributes->preferredShmemCarveout = f.carveout;
  attributes->nonPortableClusterSizeAllowed = f.non_portable_clusters;
  return returned(cudaSuccess);
}

cudaError_t prep_function_name(const char** name, const void* function) {
  const Locked lock(runtime_mutex());
  if (name == nullptr) return returned(cudaErrorInvalidValue);
  if (function == nullptr) return returned(cudaErrorInvalidDeviceFunction);
  *name = known(function).symbols.name.c_str();
  return returned(cudaSuccess);
}

cudaError_t prep_occupancy_blocks(int* blocks, const void* function, int block_size, size_t dynamic_shared) {
  const Locked lock(runtime_mutex());
  if (blocks == nullptr || block_size <= 0) return returned(cudaErrorInvalidValue);
  if (function == nullptr) return returned(cudaErrorInvalidDeviceFunction);
  *blocks = resident_blocks(function, block_size, dynamic_shared);
  return returned(cudaSuccess);
}

// The most dynamic shared memory with which so many blocks still fit.
cudaError_t prep_occupancy_shared(size_t* bytes, const void* function, int blocks, int block_size) {
  const Locked lock(runtime_mutex());
  if (bytes == nullptr || blocks <= 0 || block_size <= 0) return returned(cudaErrorInvalidValue);
  if (function == nullptr) return returned(cudaErrorInvalidDeviceFunction);
  if (resident_blocks(function, block_size, 0) < blocks) return returned(cudaErrorInvalidValue);
  const std::size_t each = 233472 / static_cast<std::size_t>(blocks) / 128 * 128;
  const std::size_t taken = 1024 + static_shared(function);
  *bytes = each > taken ? std::min(each - taken, kSharedOptIn - static_shared(function)) : 0;
  return returned(cudaSuccess);
}

cudaError_t prep_occupancy_clusters(int* clusters, const void* function, const cudaLaunchConfig_t* config) {
  const Locked lock(runtime_mutex());
  if (clusters == nullptr || config == nullptr) return returned(cudaErrorInvalidValue);
  if (function == nullptr) return returned(cudaErrorInvalidDeviceFunction);
  int size = 1;
  for (unsigned i = 0; i < config->numAttrs; ++i)
    if (config->attrs[i].id == cudaLaunchAttributeClusterDimension)
      size = static_cast<int>(config->attrs[i].val.clusterDim.x * config->attrs[i].val.clusterDim.y *
                              config->attrs[i].val.clusterDim.z);
  const dim3 b = config->blockDim;
  const int blocks = resident_blocks(function, static_cast<int>(b.x * b.y * b.z), config->dynamicSmemBytes);
  *clusters = size <= 0 ? 0 : blocks * PREP_SIM_MULTIPROCESSORS / size;
  return returned(cudaSuccess);
}
}
