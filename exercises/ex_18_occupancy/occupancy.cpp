// Occupancy and what limits it. Judge it with: prep run ex_18
//
// The rules are in occupancy.h. What stands here is the short formula that most people write down first: no
// granularity, no sub-partitions, nothing reserved, and only one limiter named. Work in this order:
//   1. the four counts, each as its own function, each tested on paper with the examples of the README;
//   2. the launches that cannot run: which count becomes 0?
//   3. the set of limits: one count may equal another.
#include "occupancy.h"

#include <algorithm>

int oc_blocks(const oc_device* device, const oc_kernel* kernel, unsigned* limits) {
  const int by_warps = device->warps_per_sm * oc_warp / kernel->threads;  // TODO: a warp is never shared

  // TODO: registers are given to warps, in units, out of sub-partitions. And kernel->registers may be 0.
  const int by_registers = device->registers_per_sm / (std::max(kernel->registers, 1) * kernel->threads);

  // TODO: what else does a block cost? And how much may one block ask for?
  const int shared = kernel->static_shared + kernel->dynamic_shared;
  const int by_shared = shared > 0 ? device->shared_per_sm / shared : device->blocks_per_sm;

  const int blocks = std::min({by_warps, by_registers, by_shared, device->blocks_per_sm});
  // TODO: all factors that allow no more than `blocks`, not only the first.
  *limits = blocks == by_warps ? OC_WARPS : blocks == by_registers ? OC_REGISTERS : OC_SHARED;
  return blocks;
}
