#include "sim/engine/park.h"

#include "sim/engine/block_switch.h"

namespace prep::sim {

unsigned unpark(Block& block, std::uint64_t key, std::uint64_t value) {
  unsigned woken = 0;
  for (unsigned w = 0; w < block.warps; ++w) {
    Warp& warp = block.warp[w];
    for (std::uint32_t rest = warp.parked; rest != 0; rest &= rest - 1) {
      const auto rank = static_cast<unsigned>(std::countr_zero(rest));
      Fiber& fiber = block.fiber[w * 32 + rank];
      if (fiber.value != key) continue;
      fiber.value = value;
      warp.parked &= ~(1u << rank);
      warp.ready |= 1u << rank;
      ++woken;
    }
  }
  return woken;
}

}  // namespace prep::sim

using namespace prep::sim;

Resume prep_arrive_park(std::uint64_t key, const char* file, int line, int, int, void* stack_pointer) {
  Block& block = *t_state.block;
  Fiber* self = t_state.fiber;
  self->file = file;
  self->line = line;
  self->value = key;
  block.warp[block.current_warp].parked |= bit_of(self);
  return hand_over(block, self, stack_pointer);
}
