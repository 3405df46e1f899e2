// Findings of the engine itself, in both builds: barriers, warp masks, deadlock, limits that only show while
// running.
#pragma once
#include <prep/sim/abi.h>

#include <string>

#include "sim/engine/block.h"
#include "sim/report/finding.h"

namespace prep::sim {

// A finding about `fiber` of the running block, at the place where it waits.
Finding finding_of(const Block& block, const Fiber& fiber, Kind kind);
Site site_of(const Block& block, const Fiber& fiber);

void report_returned_before_barrier(Block& block);
void report_different_barriers(Block& block);
void report_lane_not_in_mask(Block& block, const Fiber& fiber, std::uint32_t mask);
void report_shuffle_from_absent_lane(Block& block, const Fiber& fiber, unsigned source);
void report_too_many_arrivals(Block& block, Fiber& fiber, std::uint64_t pending, const char* file, int line);
[[noreturn]] void die_of_barrier_without_init(Block& block, const Fiber& fiber);
void report_grid_sync_without_cooperation(Block& block, const Fiber& fiber);
// At the grid's barrier, with blocks that have returned before it.
struct GridPlace {
  const char* file;
  int line;
};
// What a thread ends its kernel with: __trap() and a failed assert().
void report_shuffle_outside_mask(Block& block, const Fiber& fiber, std::uint32_t mask);
void report_trap(Block& block, const Fiber& fiber, const void* caller);
void report_assertion(Block& block, const Fiber& fiber, const char* assertion, const char* file, int line);
void report_blocks_returned(const char* kernel, GridPlace place, std::uint64_t returned,
                            std::uint64_t blocks);
// `more_to_start`: blocks that the GPU has no room for while these wait.
enum class Unstarted { none, some };
[[noreturn]] void die_of_livelock(Block& block, Unstarted unstarted);
[[noreturn]] void die_of_deadlock(Block& block);
[[noreturn]] void die_of_too_much_shared(const prep_shared_slot& slot, std::size_t bytes);

// "0-15, 20"
std::string list_of(std::uint32_t lanes);

}  // namespace prep::sim
