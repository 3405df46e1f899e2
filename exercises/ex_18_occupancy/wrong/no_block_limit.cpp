// expect: host=wrong_answer
// Forgets that an SM holds only so many blocks: small blocks seem to fill all 64 warps.
#include "occupancy.h"

#include <algorithm>
#include <climits>

namespace {

int round_up(int value, int unit) { return (value + unit - 1) / unit * unit; }
int warps_of(const oc_kernel& kernel) { return (kernel.threads + oc_warp - 1) / oc_warp; }

int by_warps(const oc_device& device, const oc_kernel& kernel) {
  return kernel.threads > device.threads_per_block ? 0 : device.warps_per_sm / warps_of(kernel);
}

int by_registers(const oc_device& device, const oc_kernel& kernel) {
  if (kernel.registers == 0) return INT_MAX;
  const int of_warp = round_up(kernel.registers * oc_warp, device.register_unit), warps = warps_of(kernel);
  // The launch check counts as if all sub-partitions held equally many warps.
  if (kernel.registers > device.registers_per_thread ||
      of_warp * round_up(warps, device.sub_partitions) > device.registers_per_block)
    return 0;
  const int in_sub_partition = device.registers_per_sm / device.sub_partitions / of_warp;
  return in_sub_partition * device.sub_partitions / warps;
}

int by_shared(const oc_device& device, const oc_kernel& kernel) {
  const int asked = kernel.static_shared + kernel.dynamic_shared;
  const int taken = round_up(asked + device.shared_reserved, device.shared_unit);
  if (taken == 0) return INT_MAX;
  return taken > device.shared_per_block + device.shared_reserved ? 0 : device.shared_per_sm / taken;
}

}  // namespace

int oc_blocks(const oc_device* device, const oc_kernel* kernel, unsigned* limits) {
  const int warps = by_warps(*device, *kernel), registers = by_registers(*device, *kernel),
            shared = by_shared(*device, *kernel);
  const int blocks = std::min({warps, registers, shared});
  *limits = (warps == blocks ? OC_WARPS : 0u) | (registers == blocks ? OC_REGISTERS : 0u) |
            (shared == blocks ? OC_SHARED : 0u) | (device->blocks_per_sm == blocks ? OC_BLOCKS : 0u);
  return blocks;
}
