// The writing side of allocations.h; for the runtime only, under its lock and while no grid runs.
#pragma once
#include <vector>

#include "sim/runtime/allocations.h"

namespace prep::sim {

void add_allocation(Allocation allocation);  // gives it its serial
void mark_freed(std::uintptr_t zone_begin);
void forget_allocation(std::uintptr_t zone_begin);  // its range may be used again
std::vector<Allocation> all_allocations();

}  // namespace prep::sim
