// Copies that a thread starts and waits for later (cp.async, memcpy_async). Each is done at the last moment
// that the program allows: at the wait, at the end of the barrier's phase, or when the thread returns.
#include <prep/sim/abi_sync.h>

#include <algorithm>
#include <cstring>
#include <numeric>

#include "sim/check/clocks.h"
#include "sim/check/hooks.h"
#include "sim/engine/block_extras.h"

namespace prep::sim {
namespace {

AsyncQueue& queue_of(Block& block, const Fiber& fiber) {
  BlockExtras& extras = extras_of(block);
  extras.any_copies = true;
  if (extras.queues.size() < block.threads) extras.queues.resize(block.threads);
  return extras.queues[fiber.linear];
}

// `fiber` is the thread that asked for it; another one may be running. What a copy that belongs to a barrier
// wrote comes before everything that follows the barrier's phase, also when the thread returns before the
// phase ends.
void perform(const AsyncCopy& copy, Fiber* fiber) {
  if (checking()) {
    Fiber* running = t_state.fiber;
    t_state.fiber = fiber;
    const auto* pc = reinterpret_cast<const void*>(copy.pc);
    if (copy.from_bytes != 0) note_engine_access(copy.from, copy.from_bytes, Effect::read, pc);
    note_reads_before_arrival(copy.to, copy.bytes, copy.started, pc);
    note_engine_access(copy.to, copy.bytes, Effect::write, pc);
    if (copy.barrier != nullptr) clock_release(reinterpret_cast<std::uint64_t>(copy.barrier));
    t_state.fiber = running;
  }
  std::memcpy(copy.to, copy.from, copy.from_bytes);
  std::memset(copy.to + copy.from_bytes, 0, copy.bytes - copy.from_bytes);
}

void perform_first(AsyncQueue& queue, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) perform(queue.copies[i], t_state.fiber);
  queue.copies.erase(queue.copies.begin(), queue.copies.begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace

void finish_copies(Block& block, const Fiber& fiber) {
  if (!block.extras->any_copies) return;
  AsyncQueue& queue = queue_of(block, fiber);
  perform_first(queue, queue.copies.size());
  queue.groups.clear();
}

void finish_copies_of(Block& block, const std::uint64_t* barrier) {
  if (!block.extras_used || !block.extras->any_copies) return;
  for (unsigned w = 0; w < block.warps; ++w) {
    for (unsigned rank = 0; rank < 32; ++rank) {
      if ((block.warp[w].existing >> rank & 1) == 0) continue;
      Fiber& fiber = block.fiber[w * 32 + rank];
      AsyncQueue& queue = queue_of(block, fiber);
      if (queue.copies.empty()) continue;
      std::size_t at = 0;
      for (std::uint32_t& group : queue.groups) {
        std::uint32_t left = group;
        for (std::uint32_t i = 0; i < group; ++i, ++at) left -= queue.copies[at].barrier == barrier;
        group = left;
      }
      for (const AsyncCopy& copy : queue.copies)
        if (copy.barrier == barrier) perform(copy, &fiber);
      std::erase_if(queue.copies, [&](const AsyncCopy& copy) { return copy.barrier == barrier; });
    }
  }
}

}  // namespace prep::sim

using namespace prep::sim;

extern "C" {

void prep_async_copy(void* to, const void* from, unsigned bytes, unsigned from_bytes) {
  AsyncCopy copy;
  copy.to = static_cast<char*>(to);
  copy.from = static_cast<const char*>(from);
  copy.bytes = bytes;
  copy.from_bytes = std::min(from_bytes, bytes);
  copy.pc = reinterpret_cast<std::uintptr_t>(__builtin_return_address(0));
  AsyncQueue& queue = queue_of(*t_state.block, running_thread());
  if (checking()) copy.started = access_segment();
  queue.copies.push_back(copy);
}

void prep_async_commit(void) {
  AsyncQueue& queue = queue_of(*t_state.block, running_thread());
  const std::uint32_t grouped = std::accumulate(queue.groups.begin(), queue.groups.end(), 0u);
  queue.groups.push_back(static_cast<std::uint32_t>(queue.copies.size()) - grouped);
}

void prep_async_wait(unsigned groups_pending) {
  AsyncQueue& queue = queue_of(*t_state.block, running_thread());
  if (queue.groups.size() <= groups_pending) return;
  const auto done = static_cast<std::ptrdiff_t>(queue.groups.size() - groups_pending);
  perform_first(queue, std::accumulate(queue.groups.begin(), queue.groups.begin() + done, 0u));
  queue.groups.erase(queue.groups.begin(), queue.groups.begin() + done);
}

void prep_async_wait_all(void) {
  extras_of(*t_state.block);
  finish_copies(*t_state.block, running_thread());
}

void prep_async_attach(uint64_t* barrier) {
  for (AsyncCopy& copy : queue_of(*t_state.block, running_thread()).copies)
    if (copy.barrier == nullptr) copy.barrier = barrier;
}
}
