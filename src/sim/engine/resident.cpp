#include "sim/engine/resident.h"

#include <prep/sim/device_attributes.h>
#include <sched.h>
#include <time.h>

#include <algorithm>
#include <bit>

#include "sim/check/events.h"
#include "sim/engine/block_findings.h"
#include "sim/engine/block_switch.h"
#include "sim/engine/faults.h"
#include "sim/engine/preempt.h"
#include "sim/engine/schedule.h"
#include "sim/engine/shared_memory.h"
#include "sim/engine/spinning.h"

namespace prep::sim {
namespace {

BlockRunner& runner() {
  thread_local std::unique_ptr<BlockRunner> mine = std::make_unique<BlockRunner>();
  return *mine;
}

void nap() {
  const timespec pause{0, 20000};
  nanosleep(&pause, nullptr);
}

// The blocks of this host thread.
class Crowd {
 public:
  explicit Crowd(Grid& grid) : grid_(grid), runner_(runner()) {}

  void run() {
    while (!grid_.aborted.load(std::memory_order_relaxed)) {
      if (waiting_.empty()) {
        if (!start_next()) break;
      } else {
        attend();
      }
    }
    if (grid_.aborted.load(std::memory_order_relaxed)) drop_all();
    clean();
  }

 private:
  // Takes the positions of blocks that nobody has taken yet.
  bool take_positions(std::uint64_t count) {
    next_ = grid_.count(grid_.next, count);
    end_ = std::min(next_ + count, grid_.blocks);
    if (next_ < end_) return true;
    next_ = end_ = 0;
    return false;
  }

  // Takes the position of a block that nobody has started yet.
  bool claim(std::uint64_t& position) {
    for (;;) {
      if (next_ == end_ && !take_positions(grid_.step)) return false;
      position = next_++;
      if (grid_.take(block_at(position, grid_.blocks, grid_.schedule))) return true;
    }
  }

  bool start_next() {
    if (!unfinished_.empty()) {
      const Unfinished block = unfinished_.back();
      unfinished_.pop_back();
      start(block.linear, block.linear, {block.linear, 0, 0, 0, block.round});
      return true;
    }
    if (rows_) {
      if (next_ == end_ && !take_positions(grid_.together)) return false;
      Together together;
      together.first = next_;
      together.left = (end_ - next_ == kMaxTogether ? 0 : std::uint64_t{1} << (end_ - next_)) - 2;
      next_ = end_;
      start(together.first, together.first, together);
      return true;
    }
    std::uint64_t position = 0;
    if (!claim(position)) return false;
    start(position, block_at(position, grid_.blocks, grid_.schedule), {});
    return true;
  }

  std::uint64_t limit() const {
    return grid_.request->cooperative ? grid_.blocks : resident_limit(*grid_.request);
  }

  // While blocks wait for others: GPUs hand out low blocks first, and programs rely on it, so whatever the
  // schedule the next one is the lowest that has not started.
  bool start_lowest() {
    if (waiting_.size() >= limit()) return false;
    if (!grid_.tracks_starts()) return start_next();
    for (std::uint64_t linear; (linear = grid_.lowest_left()) < grid_.blocks;) {
      if (!grid_.take(linear)) continue;
      start(linear, linear, {});
      return true;
    }
    return false;
  }

  void start(std::uint64_t position, std::uint64_t linear, const Together& together) {
    if (runner_.idle.empty()) runner_.idle.push_back(std::make_unique<Resident>());
    std::unique_ptr<Resident> resident = std::move(runner_.idle.back());
    runner_.idle.pop_back();
    const LaunchRequest& request = *grid_.request;
    Block& block = resident->block;
    grid_.count(grid_.begun, 1);
    block.together = together;
    block.request = &request;
    block.stacks = &runner_.stacks;
    block.linear = linear;
    block.index = index_of_block(linear, request.grid);
    const bool same_shape = resident->shape.x == request.block.x && resident->shape.y == request.block.y &&
                            resident->shape.z == request.block.z && resident->schedule == grid_.schedule;
    if (!same_shape || grid_.schedule >= 2)
      arrange(block, request, grid_.schedule, position == 0 ? 0 : linear);
    resident->shape = request.block;
    resident->schedule = grid_.schedule;
    resident->position = position;
    activate(*resident);
    poison_arena(request.shared_bytes);
    resident->arena = t_arena;
    prep_spin_budget = kSpinBudget;
    block.may_run = rows_;
    block.round = together.round;
    if (checking()) {
      on_block_begin(block);
      resident->check = t_check;
    }
    run_block(block);
    if (rows_) count_together(*resident, together);
    rows_ = rows_ && block.may_run;
    settle(std::move(resident));
  }

  // Of blocks that began together, all but one have finished here or were put off by one that blocked:
  // `resident` now.
  void count_together(Resident& resident, const Together& before) {
    const Block& block = resident.block;
    const Together& now = block.together;
    resident.position = block.linear;
    const auto others = static_cast<std::uint64_t>(std::popcount(before.left));
    if (others == 0) return;
    std::uint64_t begun = others, finished = others;
    for (std::uint64_t rest = now.left | now.again; rest != 0;) {
      const auto i = static_cast<unsigned>(std::bit_width(rest) - 1);
      const std::uint64_t bit = std::uint64_t{1} << i;
      rest &= ~bit;
      unfinished_.push_back({now.first + i, now.round + ((now.again & bit) != 0)});
      --finished;
      if (now.round == 0 && (now.left & bit) != 0) --begun;
    }
    grid_.count(grid_.begun, begun);
    grid_.count(grid_.finished, finished);
  }

  void activate(Resident& resident) {
    t_running->store(resident.position, std::memory_order_relaxed);
    t_arena = resident.arena;
    if (checking()) t_check = resident.check;
    if (t_arena != nullptr) prep_dynamic_shared = t_arena + kDynamicBegin;
  }

  // The block has come back: finished, or waiting for others.
  void settle(std::unique_ptr<Resident> resident) {
    Block& block = resident->block;
    if (grid_.aborted.load(std::memory_order_relaxed) && !block.suspended) {
      runner_.idle.push_back(std::move(resident));
      return;
    }
    if (!block.suspended) {
      if (checking()) on_block_end(block);
      grid_.count(grid_.finished, 1);
      runner_.idle.push_back(std::move(resident));
      if (grid_.at_barrier.load(std::memory_order_acquire) != 0) open_grid_barrier();
      progress();
      return;
    }
    if (checking()) on_block_suspend(block);
    if (block.at_grid_barrier) {
      resident->at_grid_barrier = true;
      resident->generation = grid_.generation.load(std::memory_order_acquire);
      waiting_.push_back(std::move(resident));
      grid_.barrier_file = block.fiber[0].file;
      grid_.barrier_line = block.barrier_line;
      grid_.at_barrier.fetch_add(1, std::memory_order_acq_rel);
      open_grid_barrier();
      progress();
      return;
    }
    waiting_.push_back(std::move(resident));
  }

  // When all blocks of the grid that have not returned are at the barrier, one host thread opens it.
  void open_grid_barrier() {
    std::uint64_t arrived = grid_.at_barrier.load(std::memory_order_acquire);
    const std::uint64_t finished = grid_.finished.load(std::memory_order_acquire);
    if (arrived == 0 || arrived + finished != grid_.blocks) return;
    if (!grid_.at_barrier.compare_exchange_strong(arrived, 0, std::memory_order_acq_rel)) return;
    if (finished != 0 && !waiting_.empty() && !grid_.failed())
      report_blocks_returned(grid_.request->kernel, {grid_.barrier_file, grid_.barrier_line}, finished,
                             grid_.blocks);
    if (checking()) on_grid_barrier();
    grid_.generation.fetch_add(1, std::memory_order_acq_rel);
  }

  bool may_go_on(const Resident& resident) const {
    return !resident.at_grid_barrier ||
           grid_.generation.load(std::memory_order_acquire) != resident.generation;
  }

  // All blocks here wait. Each gets a turn; when none of them moves, another block is started, once no other
  // host thread runs something that they may wait for.
  void attend() {
    bool moved = false, spins = false;
    for (std::size_t turns = waiting_.size(); turns != 0 && !grid_.aborted.load(std::memory_order_relaxed);
         --turns) {
      std::unique_ptr<Resident> resident = std::move(waiting_.front());
      waiting_.erase(waiting_.begin());
      if (!may_go_on(*resident)) {
        waiting_.push_back(std::move(resident));
        continue;
      }
      Block& block = resident->block;
      const std::uint64_t before = signature(block);
      const bool leaves_barrier = resident->at_grid_barrier;
      resident->at_grid_barrier = false;
      activate(*resident);
      if (leaves_barrier && checking()) on_block_resume(block);
      if (leaves_barrier) leave_grid_barrier(block);
      resume_block(block);
      const bool still =
          block.suspended && !leaves_barrier && !block.at_grid_barrier && signature(block) == before;
      moved = moved || !still;
      spins = spins || still;
      settle(std::move(resident));
    }
    if (moved) {
      starts_ = 1;
      return progress();
    }
    if (grid_.request->cooperative && start_lowest()) return progress();
    if (active_) {
      active_ = false;
      grid_.active.fetch_sub(1);
    }
    if (grid_.active.load() > 0) {
      if (spins) sched_yield();
      if (++idle_rounds_ > 20) nap();
      grid_.look(t_running, 0);
      return;
    }
    // Others do not get a turn after each start: what they wait for may be many blocks away.
    bool any = false;
    for (unsigned i = 0; i < starts_ && !grid_.aborted.load(std::memory_order_relaxed) && start_lowest(); ++i)
      any = true;
    starts_ = std::min(starts_ * 2, 64u);
    if (any) return progress();
    // They wait for a block that has faulted.
    if (grid_.failed()) {
      grid_.aborted = true;
      return;
    }
    watch(grid_, waiting_blocks());
    nap();
  }

  std::vector<Block*> waiting_blocks() const {
    std::vector<Block*> blocks;
    for (const auto& resident : waiting_) blocks.push_back(&resident->block);
    return blocks;
  }

  // What changes when a block gets on, other than going round a spin loop.
  static std::uint64_t signature(const Block& block) {
    std::uint64_t sum = block.barriers * 1024u + block.alive;
    for (unsigned w = 0; w < block.warps; ++w)
      sum += (std::uint64_t{block.warp[w].clock} << 20) + block.warp[w].parked;
    return sum * 31 + block.arrived;
  }

  void progress() {
    idle_rounds_ = 0;
    grid_.look(t_running, 0);
    if (active_) return;
    active_ = true;
    grid_.active.fetch_add(1);
  }

  void drop_all() {
    for (auto& resident : waiting_) {
      drop_threads(resident->block);
      runner_.idle.push_back(std::move(resident));
    }
    waiting_.clear();
  }

  void clean() {
    for (auto& resident : runner_.idle) {
      if (resident->arena == nullptr) continue;
      t_arena = resident->arena;
      clean_arena();
      if (grid_.schedule >= 2) resident->schedule = -1;  // arranged for its last block
    }
    if (active_ && !grid_.alone) grid_.active.fetch_sub(1);
  }

  Grid& grid_;
  BlockRunner& runner_;
  std::uint64_t next_ = 0, end_ = 0;  // positions taken and not started
  std::vector<std::unique_ptr<Resident>> waiting_;
  struct Unfinished {
    std::uint64_t linear;
    unsigned round;
  };
  std::vector<Unfinished> unfinished_;  // taken together with a block that blocked; the lowest last
  bool active_ = true;
  // Blocks run row by row (run.cpp), until one of their threads blocks.
  bool rows_ = grid_.request->loops && grid_.schedule == 0 && !checking();
  unsigned idle_rounds_ = 0;
  unsigned starts_ = 1;  // blocks to start before those that wait are looked at again
};

}  // namespace

void run_blocks(Grid& grid) {
  install_fault_stack();
  const LaunchRequest& request = *grid.request;
  prep_block_dim = {request.block.x, request.block.y, request.block.z};
  prep_grid_dim = {request.grid.x, request.grid.y, request.grid.z};
  t_running = &grid.running[grid.joined++];
  watch_this_thread();
  Crowd(grid).run();
  t_running->store(Grid::kIdle, std::memory_order_release);
  t_running = nullptr;
}

std::uint64_t resident_limit(const LaunchRequest& request) {
  constexpr unsigned kThreads = 2048, kBlocks = 32;
  constexpr std::size_t kShared = 228 << 10, kReserved = 1 << 10;
  const unsigned threads = (request.block.x * request.block.y * request.block.z + 31) / 32 * 32;
  const std::uint64_t by_threads = kThreads / threads;
  const std::uint64_t by_shared = kShared / (request.shared_bytes + kReserved);
  return std::min({by_threads, by_shared, std::uint64_t{kBlocks}}) * PREP_SIM_MULTIPROCESSORS;
}

}  // namespace prep::sim
