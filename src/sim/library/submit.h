// How library calls become work on a stream: queued like a kernel, run as late, captured by graphs.
#pragma once
#include <prep/sim/types.h>

#include <cstddef>
#include <functional>

namespace prep::sim {

// The work stays alive until the program ends, since a graph may run it again.
cudaError_t submit(cudaStream_t stream, std::function<void()> work);

// One operand of a library call, in bytes from its first to its last element.
struct Operand {
  const char* name;
  const void* data;
  std::size_t bytes;
};
// False, and a finding at the caller's place, when the operand is not memory that a GPU could touch there.
bool reachable(const char* function, const Operand& operand, const void* caller);

// Device memory [begin, begin + bytes) now holds values.
void filled(void* begin, std::size_t bytes);

}  // namespace prep::sim
