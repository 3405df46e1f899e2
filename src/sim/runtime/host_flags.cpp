#include "sim/runtime/host_flags.h"

#include <prep/sim/runtime_memory.h>

#include <map>

namespace prep::sim {
namespace {
std::map<const void*, unsigned>& all() {
  static auto* const only = new std::map<const void*, unsigned>;
  return *only;
}
}  // namespace

void remember_host_flags(const void* pointer, unsigned flags) { all()[pointer] = flags; }

unsigned host_flags(const void* pointer) {
  const auto found = all().find(pointer);
  // With unified addressing all pinned memory is portable and mapped.
  return cudaHostAllocPortable | cudaHostAllocMapped | (found == all().end() ? 0 : found->second);
}

}  // namespace prep::sim
