// Exact order between threads of a block that meet through objects: named barriers, groups, mbarriers. Each
// thread knows, for every other one, up to which of its clocks that thread's accesses come before what it
// does now. Called on a CUDA thread, and only when checking(). A key names the object.
#pragma once
#include <cstdint>

#include "sim/check/state.h"

namespace prep::sim {

void clock_release(std::uint64_t key);   // what the running thread did so far goes into the object
void clock_complete(std::uint64_t key);  // a phase ends: what went in is what an acquire gives
void clock_acquire(std::uint64_t key);   // the running thread comes after all that the last phase held

// The lanes of a warp met: they share what any of them knows. Nothing to do before the first acquire of a
// block.
void clock_join(const Block& block, const Warp& warp, std::uint32_t lanes);

// Up to which clock the accesses of `other` come before what `fiber` does now. Only when state.clocks_used.
std::uint32_t clock_known(const CheckState& state, const Fiber& fiber, unsigned other);

}  // namespace prep::sim
