// Barriers of a part of the block: PTX's named barriers and groups that span several warps.
#include <prep/sim/abi_sync.h>

#include <bit>

#include "sim/check/clocks.h"
#include "sim/check/hooks.h"
#include "sim/engine/block_extras.h"
#include "sim/engine/block_findings.h"
#include "sim/engine/park.h"

namespace prep::sim {
namespace {

// Barriers count warps: one that is not full, or has lost lanes, counts for 32 once all that is left of it
// has come.
std::uint32_t lanes_that_are_not(const Block& block, const Gathering& gathering) {
  std::uint32_t count = 0;
  for (std::uint32_t rest = gathering.warps; rest != 0; rest &= rest - 1) {
    const int rank = std::countr_zero(rest);
    const Warp& warp = block.warp[rank];
    // A lane that has come and returned since is counted already.
    count += 32 - static_cast<std::uint32_t>(
                      std::popcount((warp.existing & ~warp.exited) | gathering.lanes[rank]));
  }
  return count;
}

// Threads that came and have returned since do not stand for others.
bool everybody_alive_has_come(const Block& block, const Gathering& gathering) {
  if (gathering.arrived < block.alive) return false;
  for (unsigned rank = 0; rank < block.warps; ++rank) {
    const Warp& warp = block.warp[rank];
    if ((warp.existing & ~warp.exited & ~gathering.lanes[rank]) != 0) return false;
  }
  return true;
}

bool is_complete(const Block& block, const Gathering& gathering) {
  if (gathering.wanted == 0) return everybody_alive_has_come(block, gathering);
  return gathering.arrived + lanes_that_are_not(block, gathering) >= gathering.wanted;
}

std::uint64_t result_of(const Block& block, const Gathering& gathering, int op) {
  const std::uint32_t members = gathering.wanted == 0 ? block.alive : gathering.arrived;
  return op == prep_barrier_count ? gathering.true_predicates
         : op == prep_barrier_and ? gathering.true_predicates >= members
                                  : gathering.true_predicates != 0;
}

std::uint64_t complete(Block& block, Gathering& gathering, std::uint64_t key, int op) {
  const std::uint64_t result = result_of(block, gathering, op);
  const std::uint32_t wanted = gathering.wanted;
  gathering = {};
  gathering.wanted = wanted;
  if (checking()) clock_complete(key);
  unpark(block, key, result);
  return result;
}

enum class Stay { no, yes };

std::uint64_t arrive(Gathering& gathering, std::uint64_t key, unsigned wanted, int op, int predicate,
                     Stay stay, const char* file, int line) {
  Block& block = *t_state.block;
  const Fiber& self = *t_state.fiber;
  if (checking()) clock_release(key);
  gathering.wanted = wanted;
  gathering.warps |= 1u << self.rank_warp;
  gathering.lanes[self.rank_warp] |= 1u << self.lane;
  gathering.true_predicates += predicate != 0;
  ++gathering.arrived;
  std::uint64_t result = 0;
  if (is_complete(block, gathering)) {
    result = complete(block, gathering, key, op);
  } else if (stay == Stay::yes) {
    gathering.waits = true;
    result = prep_park(key, file, line);
  }
  if (checking() && stay == Stay::yes) clock_acquire(key);
  return result;
}

// All threads of the block: those that have returned do not count.
unsigned wanted_of(const Block& block, unsigned count) {
  return count >= block.threads && block.threads % 32 == 0 ? 0
         : count >= (block.threads + 31) / 32 * 32         ? 0
                                                           : count;
}

}  // namespace

BlockExtras& extras_of(Block& block) {
  if (block.extras == nullptr) block.extras = new BlockExtras;
  block.extras_used = true;
  prep_settle_run();
  return *block.extras;
}

bool complete_gatherings_without_returned(Block& block) {
  if (!block.extras_used || block.alive == block.threads) return false;
  bool progress = false;
  const auto look = [&](Gathering& gathering, std::uint64_t key) {
    if (!gathering.waits || !is_complete(block, gathering)) return;
    complete(block, gathering, key, prep_barrier_or);
    progress = true;
  };
  for (unsigned id = 0; id < 16; ++id) look(block.extras->named[id], kNamedKey | id);
  for (auto& [key, gathering] : block.extras->groups) look(gathering, key);
  return progress;
}

}  // namespace prep::sim

using namespace prep::sim;

extern "C" {

void prep_bar_sync(unsigned id, unsigned count, const char* file, int line) {
  Block& block = *t_state.block;
  const unsigned wanted = count == 0 ? 0 : wanted_of(block, count);
  if (id == 0 && wanted == 0) return prep_barrier(file, line);
  arrive(extras_of(block).named[id & 15], kNamedKey | (id & 15), wanted, prep_barrier_or, 0, Stay::yes, file,
         line);
}

void prep_bar_arrive(unsigned id, unsigned count, const char* file, int line) {
  Block& block = *t_state.block;
  arrive(extras_of(block).named[id & 15], kNamedKey | (id & 15), count == 0 ? 0 : wanted_of(block, count),
         prep_barrier_or, 0, Stay::no, file, line);
}

int prep_bar_reduce(unsigned id, unsigned count, enum prep_barrier_op op, int predicate, const char* file,
                    int line) {
  Block& block = *t_state.block;
  const unsigned wanted = count == 0 ? 0 : wanted_of(block, count);
  if (id == 0 && wanted == 0) return prep_barrier_reduce(op, predicate, file, line);
  return static_cast<int>(arrive(extras_of(block).named[id & 15], kNamedKey | (id & 15), wanted, op,
                                 predicate, Stay::yes, file, line));
}

void prep_group_sync(uint64_t key, unsigned count, const char* file, int line) {
  key |= kGroupKey;
  Gathering& gathering = extras_of(*t_state.block).groups[key];
  arrive(gathering, key, count, prep_barrier_or, 0, Stay::yes, file, line);
}
}
