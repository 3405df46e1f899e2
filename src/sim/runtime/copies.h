// Copies and fills: what they may touch, and when they run.
#pragma once
#include <prep/sim/runtime_memory.h>

#include <cstddef>
#include <cstdint>

#include "sim/runtime/queue.h"

namespace prep::sim {

// What a pointer points to, as the runtime sees it.
enum class Place { pageable, pinned, managed, device, freed };
Place place_of(const void* pointer);

// A rectangle of bytes on both sides; a plain copy has one row.
struct Copy {
  char* to;
  const char* from;
  std::size_t width, height = 1, to_pitch = 0, from_pitch = 0;
};
enum class When { now, in_order };  // now: the host waits

// Checks direction and ranges, then queues the copy. `caller` is the learner's place for a finding.
cudaError_t copy(const Copy& copy, cudaMemcpyKind kind, Stream& stream, When when, const void* caller);
cudaError_t fill(char* to, std::size_t pitch, int byte, std::size_t width, std::size_t height, Stream& stream,
                 const void* caller);

// A finding about the host's use of device memory, at the caller's place.
void report_host_mistake(const void* caller, const char* variable, const char* message, const char* fix);

}  // namespace prep::sim
