// The analysers' view of a grid's life: launches, blocks, barriers, warp rendezvous.
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstring>

#include "sim/check/clocks.h"
#include "sim/check/detectors.h"
#include "sim/check/events.h"
#include "sim/check/model.h"
#include "sim/check/pending.h"
#include "sim/check/quick.h"
#include "sim/check/stream_order.h"
#include "sim/engine/shared_memory.h"

namespace prep::sim {

__thread CheckState* t_check;

namespace {

constexpr std::size_t kArenaWords = kArenaBytes / 4;

template <class T>
T* map_words(std::size_t count) {
  void* memory = mmap(nullptr, count * sizeof(T), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) {
    std::fputs("prep sim: no memory for checking shared memory; use PREP_SIM_WORKERS=1\n", stderr);
    _exit(3);
  }
  return static_cast<T*>(memory);
}

// The program's thread-local variables as this host thread has them: its libraries' lie elsewhere.
void find_own_variables(CheckState& state) {
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* result) {
        auto& found = *static_cast<CheckState*>(result);
        for (int i = 0; i < info->dlpi_phnum; ++i) {
          if (info->dlpi_phdr[i].p_type != PT_TLS) continue;
          found.own_begin = reinterpret_cast<std::uintptr_t>(info->dlpi_tls_data);
          found.own_bytes = info->dlpi_phdr[i].p_memsz;
        }
        return 1;  // the program comes first
      },
      &state);
}

CheckState& state_of_this_thread() {
  if (t_check == nullptr) {
    auto* state = map_words<CheckState>(1);  // zero pages: nothing to construct
    state->settled = map_words<std::uint64_t>(kArenaWords);
    state->cells = map_words<SharedCell>(kArenaWords);
    state->arena = reinterpret_cast<std::uintptr_t>(t_arena);
    find_own_variables(*state);
    t_check = state;
  }
  return *t_check;
}

void begin_segment(CheckState& state, unsigned barriers) {
  state.when = std::uint64_t{launch_number()} << 52 | std::uint64_t{barriers & 0xffff} << 36;
  state.stamp += std::uint64_t{1} << 32;
}

// Lanes of a part of the warp met: each now knows what any of them knew.
void join(CheckState& state, const Warp& warp, unsigned rank_warp, std::uint32_t lanes) {
  if (!state.partial_used) {
    state.partial_used = true;
    std::memset(state.seen, 0, sizeof state.seen);
  }
  auto& seen = state.seen[rank_warp];
  std::uint32_t all[32] = {};
  for (std::uint32_t rest = lanes; rest != 0; rest &= rest - 1) {
    const int lane = std::countr_zero(rest);
    for (int other = 0; other < 32; ++other) all[other] = std::max(all[other], seen[lane][other]);
  }
  for (std::uint32_t rest = lanes; rest != 0; rest &= rest - 1) all[std::countr_zero(rest)] = warp.clock;
  for (std::uint32_t rest = lanes; rest != 0; rest &= rest - 1) {
    std::memcpy(seen[std::countr_zero(rest)], all, sizeof all);
  }
}

}  // namespace

void on_grid_begin(const Grid& grid) {
  begin_launch_shadow();
  g_blocks_share_cells = grid.active.load() > 1;
  const LaunchRequest& r = *grid.request;
  begin_launch_order(launch_number(), {r.kernel, 0, 0, r.block.x, r.block.y, r.grid.x, r.grid.y});
  model_grid_begin(r, grid.blocks);
}

void on_grid_end(const Grid&) { hand_over_noted(); }

void on_block_begin(const Block& block) {
  CheckState& state = state_of_this_thread();
  ++state.run;
  state.where = (block.linear & kBlockMask) << 34;
  state.frame_begin = reinterpret_cast<std::uintptr_t>(block.request->frame);
  state.frame_bytes = block.request->frame_bytes;
  state.block_fences = 0;
  state.block_acquired = state.sync_used = state.partial_used = state.clocks_used = false;
  if (state.known_generation != allocations_generation()) {
    state.known_generation = allocations_generation();
    for (Known& known : state.known) known = {};
  }
  state.follows = model_follows(block.linear);
  begin_segment(state, 0);
}

void on_block_end(const Block& block) {
  settle_pending();
  if (!t_check->follows) return;
  model_fold(block);
  model_block_done(block.barriers);
}

void on_block_abandoned() { settle_pending(); }

void on_block_suspend(const Block& block) {
  settle_pending();
  if (t_check->follows) model_fold(block);
}

// What the grid did before its barrier is as far away as an earlier launch.
void on_grid_barrier() { begin_launch_shadow(); }

void on_block_resume(const Block& block) { begin_segment(*t_check, block.barriers); }

void on_barrier(const Block& block) {
  settle_pending();
  if (t_check->follows) model_fold(block);
  begin_segment(*t_check, block.barriers);
}

void on_warp_meeting(Block& block, Warp& warp, std::uint32_t lanes) {
  for (std::uint32_t rest = lanes; rest != 0; rest &= rest - 1) {
    const auto rank_warp = static_cast<unsigned>(&warp - block.warp);
    block.fiber[rank_warp * 32 + warp.rank_of_lane[std::countr_zero(rest)]].warp_clock = warp.clock;
  }
  if (t_check->clocks_used) clock_join(block, warp, lanes);
  if ((warp.existing & ~warp.exited & ~lanes) == 0) {
    warp.full_clock = warp.clock;
  } else {
    join(*t_check, warp, static_cast<unsigned>(&warp - block.warp), lanes);
  }
}

}  // namespace prep::sim
