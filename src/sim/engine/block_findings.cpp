#include "sim/engine/block_findings.h"

#include <bit>
#include <map>

#include "sim/check/describe.h"
#include "sim/check/hooks.h"
#include "sim/engine/grid.h"
#include "sim/engine/spinning.h"

namespace prep::sim {
namespace {

bool waits_at_barrier(const Block& block, const Fiber& fiber) {
  return (block.warp[fiber.rank_warp].at_barrier >> fiber.rank & 1) != 0;
}

bool has_returned(const Block& block, const Fiber& fiber) {
  return (block.warp[fiber.rank_warp].exited >> fiber.lane & 1) != 0;
}

// The thread with the lowest number among those that `wanted` takes, whatever the schedule.
template <class F>
const Fiber* lowest(const Block& block, F wanted) {
  const Fiber* best = nullptr;
  for (unsigned w = 0; w < block.warps; ++w) {
    for (unsigned rank = 0; rank < 32; ++rank) {
      if ((block.warp[w].existing >> rank & 1) == 0) continue;
      const Fiber& fiber = block.fiber[w * 32 + rank];
      if (wanted(fiber) && (best == nullptr || fiber.linear < best->linear)) best = &fiber;
    }
  }
  return best;
}

std::string at_line(const Fiber& fiber) { return "line " + std::to_string(fiber.line); }

std::string plural(unsigned count, const char* noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string text_of(const char* what, std::uint32_t mask) {
  char hex[16];
  std::snprintf(hex, sizeof hex, "0x%08x", mask);
  return std::string(what) + hex;
}

const char* what_it_waits_for(const Block& block, const Fiber& fiber) {
  const Warp& warp = block.warp[fiber.rank_warp];
  if (waits_at_barrier(block, fiber)) return block.grid_barrier ? "a barrier" : "__syncthreads()";
  if ((warp.parked >> fiber.rank & 1) != 0) return "a barrier of its own";
  return (warp.gathered >> fiber.rank & 1) != 0 ? "__activemask()" : "a warp operation";
}

// "; in all, 16 threads wait at line 3 (a warp operation), 16 at line 4 (__syncthreads())". Empty when all
// wait at one place.
std::string waiting_groups(const Block& block) {
  std::map<std::pair<int, std::string>, unsigned> groups;
  for (unsigned w = 0; w < block.warps; ++w) {
    for (unsigned rank = 0; rank < 32; ++rank) {
      if ((block.warp[w].existing >> rank & 1) == 0) continue;
      const Fiber& fiber = block.fiber[w * 32 + rank];
      if (!has_returned(block, fiber)) ++groups[{fiber.line, what_it_waits_for(block, fiber)}];
    }
  }
  if (groups.size() < 2) return "";
  std::string text;
  for (const auto& [place, count] : groups) {
    text += text.empty() ? "; in all, " + plural(count, "thread") + (count == 1 ? " waits" : " wait")
                         : ", " + std::to_string(count);
    text += " at line " + std::to_string(place.first) + " (" + place.second + ")";
  }
  if (block.alive < block.threads) text += "; " + std::to_string(block.threads - block.alive) + " returned";
  return text;
}

}  // namespace

std::string list_of(std::uint32_t lanes) {
  std::string text;
  while (lanes != 0) {
    const int first = std::countr_zero(lanes);
    const int run = std::countr_one(lanes >> first);
    if (!text.empty()) text += ", ";
    text += std::to_string(first);
    if (run > 1) text += "-" + std::to_string(first + run - 1);
    lanes = first + run >= 32 ? 0 : lanes & (~std::uint32_t{0} << (first + run));
  }
  return text;
}

Site site_of(const Block& block, const Fiber& fiber) {
  Site site;
  site.file = fiber.file;
  site.line = fiber.line;
  site.block = block.index;
  site.thread = fiber.index;
  site.on_device = true;
  return site;
}

Finding finding_of(const Block& block, const Fiber& fiber, Kind kind) {
  Finding finding;
  finding.kind = kind;
  finding.here = site_of(block, fiber);
  finding.function = block.request->kernel;
  return finding;
}

void report_returned_before_barrier(Block& block) {
  const Fiber* waits = lowest(block, [&](const Fiber& f) { return waits_at_barrier(block, f); });
  const Fiber* gone = lowest(block, [&](const Fiber& f) { return has_returned(block, f); });
  if (block.reported_line == waits->line) return;
  block.reported_line = waits->line;
  Finding finding = finding_of(block, *waits, Kind::barrier_divergence);
  const unsigned returned = block.threads - block.alive;
  finding.message = plural(block.alive, "thread") + " of the block " + (block.alive == 1 ? "waits" : "wait") +
                    " at __syncthreads() at " + at_line(*waits) + ", but " + plural(returned, "thread") +
                    " (first: " + std::to_string(gone->linear) + ") returned before reaching it";
  finding.fix =
      "Every thread of a block must reach each __syncthreads(): put the bounds check around the work, not "
      "around the "
      "barrier, and do not return early.";
  record(std::move(finding));
}

void report_different_barriers(Block& block) {
  const Fiber* first = lowest(block, [&](const Fiber& f) { return waits_at_barrier(block, f); });
  // Inside one warp two different barriers are undefined; between whole warps the hardware only counts
  // arrivals.
  const Fiber* same_warp = nullptr;
  for (unsigned w = 0; w < block.warps && same_warp == nullptr; ++w) {
    const Fiber* one =
        lowest(block, [&](const Fiber& f) { return f.rank_warp == w && waits_at_barrier(block, f); });
    if (one == nullptr) continue;
    same_warp = lowest(block, [&](const Fiber& f) {
      return f.rank_warp == w && waits_at_barrier(block, f) && f.line != one->line;
    });
    if (same_warp != nullptr) first = one;
  }
  const Fiber* other = same_warp != nullptr ? same_warp : lowest(block, [&](const Fiber& f) {
    return waits_at_barrier(block, f) && f.line != first->line;
  });
  if (block.reported_line == first->line) return;
  block.reported_line = first->line;
  Finding finding =
      finding_of(block, *first, same_warp != nullptr ? Kind::barrier_divergence : Kind::warning);
  finding.other = site_of(block, *other);
  finding.has_other = true;
  finding.message = "thread " + std::to_string(first->linear) + " waits at __syncthreads() at " +
                    at_line(*first) + " while thread " + std::to_string(other->linear) +
                    (same_warp != nullptr ? " of the same warp" : "") + " waits at another one, at " +
                    at_line(*other);
  finding.fix = "Threads of a block must meet at the same __syncthreads(): move it out of the if/else.";
  record(std::move(finding));
}

void report_lane_not_in_mask(Block& block, const Fiber& fiber, std::uint32_t mask) {
  Finding finding = finding_of(block, fiber, Kind::barrier_divergence);
  finding.message = "lane " + std::to_string(fiber.lane) + " calls a warp operation at " + at_line(fiber) +
                    text_of(" with mask ", mask) + ", which does not name the lane itself";
  finding.fix = "The mask of a _sync operation names exactly the lanes that execute it, the caller included.";
  record(std::move(finding));
}

void report_shuffle_from_absent_lane(Block& block, const Fiber& fiber, unsigned source) {
  const Warp& warp = block.warp[fiber.rank_warp];
  Finding finding = finding_of(block, fiber, Kind::warning);
  const char* why =
      (warp.existing >> source & 1) == 0 ? "does not exist in this block" : "has already returned";
  finding.message = "lane " + std::to_string(fiber.lane) + " reads the value of lane " +
                    std::to_string(source) + " in a shuffle at " + at_line(fiber) + ", but that lane " + why +
                    ": the value is undefined";
  finding.fix =
      "Keep all lanes that give a value in the shuffle: let idle lanes take part with a neutral value.";
  record(std::move(finding));
}

void report_grid_sync_without_cooperation(Block& block, const Fiber& fiber) {
  Finding finding = finding_of(block, fiber, Kind::cuda_error);
  finding.message = "grid.sync() at " + at_line(fiber) + " in a launch that is not cooperative";
  finding.fix =
      "Launch the kernel with cudaLaunchCooperativeKernel and no more blocks than fit the GPU at once: "
      "<<<>>> gives no "
      "promise that all blocks run together.";
  record(std::move(finding));
}

void report_shuffle_outside_mask(Block& block, const Fiber& fiber, std::uint32_t mask) {
  Finding finding = finding_of(block, fiber, Kind::barrier_divergence);
  finding.message = "lane " + std::to_string(fiber.lane) + " reads the value of lane " +
                    std::to_string(fiber.argument & 31) + " in a shuffle at " + at_line(fiber) +
                    text_of(" with mask ", mask) + ", which does not name that lane: the value is undefined";
  finding.fix =
      "The mask must name the lanes that are read as well: widen it, or start the butterfly at half of the "
      "lanes that "
      "take part.";
  record(std::move(finding));
}

void report_trap(Block& block, const Fiber& fiber, const void* caller) {
  Finding finding = finding_of(block, fiber, Kind::cuda_error);
  finding.here.file = nullptr;
  finding.here.line = 0;
  finding.here.pc = reinterpret_cast<std::uintptr_t>(caller);
  finding.message = "thread " + std::to_string(fiber.linear) +
                    " executes __trap() at {here}: the kernel ends there, and every later call returns "
                    "cudaErrorLaunchFailure";
  finding.fix = "Look for the condition that leads to the trap; the error shows at the next synchronisation.";
  record(std::move(finding));
}

void report_assertion(Block& block, const Fiber& fiber, const char* assertion, const char* file, int line) {
  Finding finding = finding_of(block, fiber, Kind::cuda_error);
  finding.here.file = file;
  finding.here.line = line;
  finding.message = "thread " + std::to_string(fiber.linear) + " finds the assertion `" + assertion +
                    "` false at {here}: the kernel ends there, and every later call returns cudaErrorAssert";
  finding.fix =
      "Look at the values that the assertion tests for this thread; the error shows at the next "
      "synchronisation.";
  record(std::move(finding));
}

void report_blocks_returned(const char* kernel, GridPlace place, std::uint64_t returned,
                            std::uint64_t blocks) {
  Finding finding;
  finding.kind = Kind::barrier_divergence;
  finding.here.file = place.file;
  finding.here.line = place.line;
  finding.function = kernel;
  finding.message = std::to_string(returned) + " of " + std::to_string(blocks) +
                    " blocks returned while the others wait at grid.sync() at line " +
                    std::to_string(place.line);
  finding.fix = "Every thread of every block must reach each grid.sync(): no block may return before it.";
  record(std::move(finding));
}

void die_of_livelock(Block& block, Unstarted unstarted) {
  const auto spins = [&](const Fiber& f) { return (block.warp[f.rank_warp].yielded >> f.rank & 1) != 0; };
  const Fiber* stuck = lowest(block, spins);
  if (stuck == nullptr) stuck = lowest(block, [&](const Fiber& f) { return !has_returned(block, f); });
  unsigned count = 0;
  for (unsigned w = 0; w < block.warps; ++w)
    count += static_cast<unsigned>(std::popcount(block.warp[w].yielded));
  Finding finding = finding_of(block, *stuck, Kind::deadlock);
  finding.here.file = nullptr;
  finding.here.line = 0;
  finding.here.pc = place_where_it_spins(*stuck);
  finding.message = plural(count, "thread") + " of the block (first: " + std::to_string(stuck->linear) +
                    ") spin at {here} for good: nothing changes any more, in any block that runs";
  if (checking()) name_memory_at(finding, stuck->value);
  finding.fix = unstarted == Unstarted::some ? "What they wait for is the work of a block that has not "
                                               "started: a GPU starts a block only when there "
                                               "is room, so blocks may wait for earlier ones only (take the "
                                               "number from an atomic counter), or the "
                                               "launch must be cooperative."
                                             : "Look for who should set what they read: a lock that nobody "
                                               "gives back, a flag that is set only after "
                                               "the loop, or a thread that returned early.";
  finding.fatal = true;
  record_fatal(std::move(finding));
}

void report_too_many_arrivals(Block& block, Fiber& fiber, std::uint64_t pending, const char* file, int line) {
  fiber.file = file;
  fiber.line = line;
  Finding finding = finding_of(block, fiber, Kind::barrier_divergence);
  finding.message = "thread " + std::to_string(fiber.linear) + " arrives at a barrier at " + at_line(fiber) +
                    " that expects only " + plural(static_cast<unsigned>(pending), "more arrival") +
                    " in this phase";
  finding.fix = "The count given to init() is the number of threads that arrive in each phase, no fewer.";
  record(std::move(finding));
}

void die_of_barrier_without_init(Block& block, const Fiber& fiber) {
  Finding finding = finding_of(block, fiber, Kind::uninitialized);
  finding.message = "thread " + std::to_string(fiber.linear) + " uses a barrier at " + at_line(fiber) +
                    " that nobody has initialised";
  finding.fix =
      "One thread calls init(&barrier, count); then __syncthreads(), before the others use the barrier.";
  finding.fatal = true;
  wait_for_earlier_blocks();
  record_fatal(std::move(finding));
}

void die_of_deadlock(Block& block) {
  const Fiber* stuck = nullptr;
  std::string what;
  for (unsigned w = 0; w < block.warps && stuck == nullptr; ++w) {
    const Warp& warp = block.warp[w];
    if (warp.meetings == 0) continue;
    const Rendezvous& meeting = warp.rendezvous[std::countr_zero(warp.meetings)];
    stuck = lowest(block,
                   [&](const Fiber& f) { return f.rank_warp == w && (meeting.arrived >> f.lane & 1) != 0; });
    const std::uint32_t missing = meeting.mask & ~meeting.arrived & ~warp.exited;
    what = "lanes " + list_of(meeting.arrived) + " of warp " + std::to_string(stuck->warp) +
           " wait in a warp operation at " + at_line(*stuck) + " for lanes " + list_of(missing) +
           " of its mask";
    const Fiber* absent =
        lowest(block, [&](const Fiber& f) { return f.rank_warp == w && (missing >> f.lane & 1) != 0; });
    if (absent != nullptr) {
      what += std::string(", which wait ") +
              (waits_at_barrier(block, *absent) ? "at __syncthreads()" : "in another one") + " at " +
              at_line(*absent);
    }
  }
  if (stuck == nullptr) {
    stuck = lowest(block, [&](const Fiber& f) { return !has_returned(block, f); });
    what = "no thread of the block can go on; thread " + std::to_string(stuck->linear) + " waits at " +
           at_line(*stuck);
  }
  Finding finding = finding_of(block, *stuck, Kind::deadlock);
  finding.message = what + waiting_groups(block);
  finding.fix =
      "All lanes named in the mask must execute the same _sync operation: move it out of the branch, or name "
      "only the "
      "lanes that take the branch (__ballot_sync before it gives that mask).";
  finding.fatal = true;
  wait_for_earlier_blocks();
  record_fatal(std::move(finding));
}

void die_of_too_much_shared(const prep_shared_slot& slot, std::size_t bytes) {
  Finding finding;
  finding.kind = Kind::cuda_error;
  finding.here.file = slot.file;
  finding.here.line = slot.line;
  if (t_state.block != nullptr) finding.function = t_state.block->request->kernel;
  finding.variable = slot.name;
  finding.message = "the kernel's shared memory needs " + std::to_string(bytes) +
                    " bytes with this declaration: more than 48 KB of static, or 227 KB in all";
  finding.fix =
      "Make the tile smaller, or use dynamic shared memory (extern __shared__) with cudaFuncSetAttribute.";
  finding.fatal = true;
  record_fatal(std::move(finding));
}

}  // namespace prep::sim
