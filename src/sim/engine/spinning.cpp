#include "sim/engine/spinning.h"

#include <time.h>

#include <algorithm>
#include <bit>
#include <unordered_map>

#include "sim/check/hooks.h"
#include "sim/engine/block_findings.h"

extern "C" char prep_text_end[], etext[];

namespace prep::sim {
namespace {

constexpr std::int64_t kSecond = 1000000000;
constexpr std::int64_t kProof = kSecond * 3 / 2;  // of going round in the same few states
constexpr std::int64_t kPatience = 30 * kSecond;  // of spinning at all, when the states differ
constexpr std::size_t kHashedBytes = 4096;
constexpr int kStates = 8;

std::int64_t now() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * kSecond + t.tv_nsec;
}

// What a thread holds in its registers and in the frames of the functions that it is in.
std::uint64_t state_of(const Fiber& fiber) {
  const auto* at = static_cast<const std::uint64_t*>(fiber.stack_pointer);
  const auto* end = reinterpret_cast<const std::uint64_t*>(fiber.stack + kStackBytes);
  const auto count = std::min<std::size_t>(static_cast<std::size_t>(end - at), kHashedBytes / 8);
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (std::size_t i = 0; i < count; ++i) hash = (hash ^ at[i]) * 0x100000001b3u;
  return hash;
}

struct Circle {
  std::uint64_t state[kStates] = {};
  int states = 0;

  // False when this is a new state and there have been too many.
  bool knows(std::uint64_t seen) {
    for (int i = 0; i < states; ++i)
      if (state[i] == seen) return true;
    if (states == kStates) states = 0;
    state[states++] = seen;
    return states > 1;  // the first few are not held against it
  }
};

struct Watch {
  const Grid* grid = nullptr;
  std::uint64_t finished = 0;
  std::int64_t since = 0, circling = 0;
  std::unordered_map<const Fiber*, Circle> circles;
};

__thread Watch* t_watch;

template <class F>
void each_spinning(const std::vector<Block*>& blocks, F f) {
  for (Block* block : blocks)
    for (unsigned w = 0; w < block->warps; ++w)
      for (std::uint32_t rest = block->warp[w].yielded; rest != 0; rest &= rest - 1)
        f(*block, block->fiber[w * 32 + static_cast<unsigned>(std::countr_zero(rest))]);
}

}  // namespace

std::uintptr_t place_where_it_spins(const Fiber& fiber) {
  const auto begin = reinterpret_cast<std::uintptr_t>(prep_text_end),
             end = reinterpret_cast<std::uintptr_t>(etext);
  const auto* top = reinterpret_cast<const std::uintptr_t*>(fiber.stack + kStackBytes);
  for (const auto* at = static_cast<const std::uintptr_t*>(fiber.stack_pointer); at < top; ++at)
    if (*at >= begin && *at < end) return *at;
  return 0;
}

void watch(Grid& grid, const std::vector<Block*>& waiting) {
  if (t_watch == nullptr) t_watch = new Watch;
  Watch& mine = *t_watch;
  const std::uint64_t finished = grid.finished.load() + grid.generation.load() + memory_changes();
  if (mine.grid != &grid || mine.finished != finished) {
    mine = {};
    mine.grid = &grid;
    mine.finished = finished;
    mine.since = mine.circling = now();
  }
  bool in_circles = true;
  each_spinning(waiting, [&](Block&, const Fiber& fiber) {
    if (!mine.circles[&fiber].knows(state_of(fiber))) in_circles = false;
  });
  const std::int64_t time = now();
  if (!in_circles) mine.circling = time;
  const bool hopeless = time - mine.circling > kProof || time - mine.since > kPatience;
  grid.look(t_running, hopeless ? mine.since : 0);
  if (!hopeless) return;
  for (int i = 0; i < grid.joined.load(); ++i)
    if (grid.running[i].load() != Grid::kIdle && grid.circling_since[i].load() == 0) return;
  // The host thread with the lowest block speaks.
  const Block* lowest = nullptr;
  for (const Block* block : waiting)
    if (lowest == nullptr || block->linear < lowest->linear) lowest = block;
  t_running->store(lowest->linear);
  wait_for_earlier_blocks();
  die_of_livelock(*const_cast<Block*>(lowest),
                  grid.begun.load() < grid.blocks ? Unstarted::some : Unstarted::none);
}

}  // namespace prep::sim
