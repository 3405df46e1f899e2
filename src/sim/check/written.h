// Which bytes of device allocations hold a value: for reads of what nobody has written.
#pragma once
#include <cstddef>
#include <cstdint>

#include "sim/check/detectors.h"
#include "sim/runtime/allocations.h"

namespace prep::sim {

// One byte per 4-byte word of the allocation, a bit per byte that was written. Null where it is not followed:
// pinned memory, variables.
std::uint8_t* written_words(const Allocation& allocation);

// A kernel's access inside `known`: notes a read of which no byte was written; remembers writes.
void check_written(const Known& known, const Request& request);

// What was read is still what memory nobody wrote is filled with. A value that came by a way without hooks (a
// library's own loop, a struct that a function returned straight into memory) has been written all the same.
bool holds_poison(const Request& request);

}  // namespace prep::sim
