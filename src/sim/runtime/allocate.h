// What cudaMalloc and cudaFree share with the stream-ordered functions.
#pragma once
#include <prep/sim/types.h>

#include <cstddef>

#include "sim/runtime/allocations.h"

namespace prep::sim {

enum class Order { host, stream };  // who may use it from when on
cudaError_t allocate(void** pointer, std::size_t bytes, Space space, Order order, const void* caller);

// The allocation that begins at `pointer` and is alive; else reports what is wrong with the free and returns
// null.
enum class Freed { device_memory, host_memory };
const Allocation* to_free(void* pointer, Freed what, const char* function, const void* caller);

}  // namespace prep::sim
