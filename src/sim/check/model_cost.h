// What one warp-wide access costs.
#pragma once
#include <cstdint>

namespace prep::sim {

struct WarpAccess {
  std::uint32_t lanes = 0;
  std::uint32_t size = 0;  // bytes per lane
  std::uintptr_t address[32] = {};
};
struct Cost {
  std::uint64_t transactions = 0, ideal = 0;
};
Cost sectors(const WarpAccess& access);      // 32-byte sectors of global memory
Cost bank_passes(const WarpAccess& access);  // passes over the 32 banks of shared memory

}  // namespace prep::sim
