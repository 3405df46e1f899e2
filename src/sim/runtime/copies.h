// Copies and fills: what they may touch, and when they run.
#pragma once
#include <prep/sim/runtime_copies.h>

#include <cstddef>
#include <cstdint>

#include "sim/runtime/queue.h"

namespace prep::sim {

// What a pointer points to, as the runtime sees it.
enum class Place { pageable, pinned, managed, device, freed };
Place place_of(const void* pointer);

enum class When { now, in_order };  // now: the host waits

// Checks direction and ranges. A mistake that no CUDA error code explains well is a finding at `caller`.
cudaError_t check_copy(const Copy& copy, cudaMemcpyKind kind, const void* caller);
cudaError_t check_fill(const Fill& fill, const void* caller);

// Checks, then queues.
cudaError_t copy(const Copy& copy, cudaMemcpyKind kind, Stream& stream, When when, const void* caller);
cudaError_t fill(const Fill& fill, Stream& stream, When when, const void* caller);

void perform_copy(const CopyWork& work);
void perform_fill(const FillWork& work);

// From the first byte to one past the last.
std::size_t span_to(const Copy& copy);
std::size_t span_from(const Copy& copy);
std::size_t span(const Fill& fill);

// For a pointer given to a plain copy. The host has a variable of its own under a __device__ variable's name;
// here they are one. Its address may also have come by cudaGetSymbolAddress: then the call's line does not
// name the variable, and nothing is said.
void note_variable_by_name(const void* pointer, const void* caller);

// A finding about the host's use of device memory, at the caller's place.
void report_host_mistake(const void* caller, const char* variable, const char* message, const char* fix);

}  // namespace prep::sim
