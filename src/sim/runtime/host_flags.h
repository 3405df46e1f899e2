// The flags that pinned memory was allocated with, for cudaHostGetFlags.
#pragma once

namespace prep::sim {
void remember_host_flags(const void* pointer, unsigned flags);
unsigned host_flags(const void* pointer);
}  // namespace prep::sim
