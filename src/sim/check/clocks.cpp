#include "sim/check/clocks.h"

#include <algorithm>
#include <bit>
#include <map>
#include <vector>

namespace prep::sim {

// Of the block that runs; by thread number.
struct BlockClocks {
  using Row = std::vector<std::uint32_t>;
  struct Object {
    Row gathering, complete;
  };
  unsigned threads = 0;
  std::vector<Row> known;  // known[thread][other]; empty: nothing
  std::map<std::uint64_t, Object> objects;
  std::uint32_t news = 0;  // warps by rank where a lane has learned something since its last full meeting
};

namespace {

void raise(BlockClocks::Row& to, const BlockClocks::Row& by, unsigned threads) {
  if (by.empty()) return;
  if (to.empty()) to.assign(threads, 0);
  for (unsigned i = 0; i < threads; ++i) to[i] = std::max(to[i], by[i]);
}

BlockClocks& clocks_of_this_block() {
  CheckState& state = *t_check;
  if (state.clocks == nullptr) state.clocks = new BlockClocks;
  BlockClocks& clocks = *state.clocks;
  if (!state.clocks_used) {
    state.clocks_used = true;
    clocks.threads = t_state.block->threads;
    clocks.known.assign(clocks.threads, {});
    clocks.objects.clear();
    clocks.news = 0;
  }
  return clocks;
}

BlockClocks::Row& row_of(BlockClocks& clocks, const Fiber& fiber) {
  BlockClocks::Row& row = clocks.known[fiber.linear];
  if (row.empty()) row.assign(clocks.threads, 0);
  return row;
}

// What rendezvous of its warp have told the lane.
void add_warp_knowledge(BlockClocks::Row& row, const Block& block, const Fiber& fiber) {
  const CheckState& state = *t_check;
  const Warp& warp = block.warp[fiber.rank_warp];
  const unsigned first = fiber.warp * 32u;
  for (std::uint32_t rest = warp.existing; rest != 0; rest &= rest - 1) {
    const auto lane = static_cast<unsigned>(std::countr_zero(rest));
    std::uint32_t& known = row[first + lane];
    known = std::max(known, warp.full_clock);
    if (state.partial_used) known = std::max(known, state.seen[fiber.rank_warp][fiber.lane][lane]);
  }
}

}  // namespace

void clock_release(std::uint64_t key) {
  BlockClocks& clocks = clocks_of_this_block();
  Block& block = *t_state.block;
  Fiber& fiber = *t_state.fiber;
  Warp& warp = block.warp[fiber.rank_warp];
  fiber.warp_clock = ++warp.clock;  // accesses from here on are later than what is released
  BlockClocks::Row& row = row_of(clocks, fiber);
  add_warp_knowledge(row, block, fiber);
  row[fiber.linear] = warp.clock;
  raise(clocks.objects[key].gathering, row, clocks.threads);
}

void clock_complete(std::uint64_t key) {
  BlockClocks& clocks = clocks_of_this_block();
  BlockClocks::Object& object = clocks.objects[key];
  object.complete = object.gathering;
}

void clock_acquire(std::uint64_t key) {
  BlockClocks& clocks = clocks_of_this_block();
  const Fiber& fiber = *t_state.fiber;
  raise(row_of(clocks, fiber), clocks.objects[key].complete, clocks.threads);
  clocks.news |= 1u << fiber.rank_warp;
  t_check->stamp += std::uint64_t{1} << 32;  // readers that were enough before may not be now
}

void clock_join(const Block& block, const Warp& warp, std::uint32_t lanes) {
  BlockClocks& clocks = *t_check->clocks;
  const auto rank_warp = static_cast<unsigned>(&warp - block.warp);
  if ((clocks.news >> rank_warp & 1) == 0) return;
  const auto number_of = [&](int lane) {
    return block.fiber[rank_warp * 32 + warp.rank_of_lane[lane]].linear;
  };
  BlockClocks::Row all;
  for (std::uint32_t rest = lanes; rest != 0; rest &= rest - 1)
    raise(all, clocks.known[number_of(std::countr_zero(rest))], clocks.threads);
  for (std::uint32_t rest = lanes; rest != 0; rest &= rest - 1)
    clocks.known[number_of(std::countr_zero(rest))] = all;
  if ((warp.existing & ~warp.exited & ~lanes) == 0) clocks.news &= ~(1u << rank_warp);
}

std::uint32_t clock_known(const CheckState& state, const Fiber& fiber, unsigned other) {
  const BlockClocks::Row& row = state.clocks->known[fiber.linear];
  return row.empty() ? 0 : row[other];
}

}  // namespace prep::sim
