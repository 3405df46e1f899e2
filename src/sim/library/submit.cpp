#include "sim/library/submit.h"

#include <prep/sim/runtime_streams.h>

#include <cstdint>
#include <string>
#include <utility>

#include "sim/check/hooks.h"
#include "sim/runtime/allocations.h"
#include "sim/runtime/copies.h"
#include "sim/runtime/lock.h"

namespace prep::sim {

cudaError_t submit(cudaStream_t stream, std::function<void()> work) {
  auto* const kept = new std::function<void()>(std::move(work));
  return cudaLaunchHostFunc(
      stream, [](void* f) { (*static_cast<std::function<void()>*>(f))(); }, kept);
}

bool reachable(const char* function, const Operand& operand, const void* caller) {
  if (operand.bytes == 0) return true;
  const Locked lock(runtime_mutex());
  const auto begin = reinterpret_cast<std::uintptr_t>(operand.data);
  const Allocation* const a = operand.data == nullptr ? nullptr : find(begin);
  const std::string what = std::string(function) + ": " + operand.name;
  if (a == nullptr) {
    report_host_mistake(
        caller, operand.name,
        (what + (operand.data == nullptr ? " is a null pointer" : " is host memory")).c_str(),
        "Pass device memory (cudaMalloc) to library calls; copy the data there first.");
    return false;
  }
  const auto offset = static_cast<std::ptrdiff_t>(begin - a->base);
  if (!a->freed && offset >= 0 && static_cast<std::size_t>(offset) + operand.bytes <= a->bytes) return true;
  report_host_mistake(caller, a->name,
                      a->freed ? (what + " is memory that was freed").c_str()
                               : (what + " spans " + std::to_string(operand.bytes) + " bytes at byte " +
                                  std::to_string(offset) + " of an allocation of " +
                                  std::to_string(a->bytes) + " bytes")
                                     .c_str(),
                      a->freed ? "Free device memory only after its last use."
                               : "Check the sizes, the leading dimension (rows of the column-major matrix) "
                                 "and the increments.");
  return false;
}

void filled(void* begin, std::size_t bytes) {
  if (checking()) note_device_filled(reinterpret_cast<std::uintptr_t>(begin), bytes);
}

}  // namespace prep::sim
