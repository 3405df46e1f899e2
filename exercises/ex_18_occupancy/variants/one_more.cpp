// expect: host=passed
// Three divisions instead of eight. Units are powers of two, so rounding is a mask; warps and registers both
// count warps, so the smaller of the two is divided once; and a factor binds exactly if one block more would
// not fit, which is a product.
#include <algorithm>
#include <bit>
#include <climits>

#include "occupancy.h"

namespace {

int round_up(int value, int unit) { return (value + unit - 1) & -unit; }

}  // namespace

int oc_blocks(const oc_device* device, const oc_kernel* kernel, unsigned* limits) {
  const int warps = (kernel->threads + oc_warp - 1) / oc_warp;
  const int of_warp = round_up(kernel->registers * oc_warp, device->register_unit);
  const int shared =
      round_up(kernel->static_shared + kernel->dynamic_shared + device->shared_reserved, device->shared_unit);

  const int warp_slots = kernel->threads > device->threads_per_block ? 0 : device->warps_per_sm;
  int register_slots = INT_MAX;
  if (of_warp > 0) {
    const bool refused = kernel->registers > device->registers_per_thread ||
                         of_warp * round_up(warps, device->sub_partitions) > device->registers_per_block;
    const int shift = std::countr_zero(static_cast<unsigned>(device->sub_partitions));
    register_slots = refused ? 0 : (device->registers_per_sm >> shift) / of_warp << shift;
  }
  const int shared_bytes =
      shared > device->shared_per_block + device->shared_reserved ? 0 : device->shared_per_sm;

  int blocks = std::min(std::min(warp_slots, register_slots) / warps, device->blocks_per_sm);
  if (blocks * shared > shared_bytes) blocks = shared_bytes / shared;

  const int more_warps = (blocks + 1) * warps;
  *limits = (more_warps > warp_slots ? OC_WARPS : 0u) | (more_warps > register_slots ? OC_REGISTERS : 0u) |
            ((blocks + 1) * shared > shared_bytes ? OC_SHARED : 0u) |
            (blocks == device->blocks_per_sm ? OC_BLOCKS : 0u);
  return blocks;
}
