// expect: host=passed
// No formula: puts one block after the other on an empty SM until a resource has no place for the next. Slow,
// and the easiest to believe; what has no place is what binds.
#include "occupancy.h"

int oc_blocks(const oc_device* device, const oc_kernel* kernel, unsigned* limits) {
  const int warps = (kernel->threads + oc_warp - 1) / oc_warp;
  const auto units = [](int value, int unit) { return (value + unit - 1) / unit * unit; };
  const int of_warp = units(kernel->registers * oc_warp, device->register_unit);
  const int shared =
      units(kernel->static_shared + kernel->dynamic_shared + device->shared_reserved, device->shared_unit);

  const bool too_wide = kernel->threads > device->threads_per_block;
  const bool too_many_registers =
      kernel->registers > device->registers_per_thread ||
      of_warp * units(warps, device->sub_partitions) > device->registers_per_block;
  const bool too_much_shared = shared > device->shared_per_block + device->shared_reserved;

  int free_warps = device->warps_per_sm, free_shared = device->shared_per_sm;
  // Places for a warp by registers alone: of all sub-partitions, none of which can lend to another.
  int places = kernel->registers == 0
                   ? 0
                   : device->registers_per_sm / device->sub_partitions / of_warp * device->sub_partitions;
  for (int blocks = 0;; ++blocks) {
    unsigned full = 0;
    if (too_wide || free_warps < warps) full |= OC_WARPS;
    if (kernel->registers > 0 && (too_many_registers || places < warps)) full |= OC_REGISTERS;
    if (too_much_shared || free_shared < shared) full |= OC_SHARED;
    if (blocks == device->blocks_per_sm) full |= OC_BLOCKS;
    if (full != 0) {
      *limits = full;
      return blocks;
    }
    free_warps -= warps;
    free_shared -= shared;
    if (kernel->registers > 0) places -= warps;
  }
}
