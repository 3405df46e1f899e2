#include "sim/runtime/variable_images.h"

#include <cstdint>
#include <cstring>
#include <map>
#include <string>

#include "sim/check/hooks.h"
#include "sim/runtime/allocation_table.h"
#include "sim/runtime/devices.h"

namespace prep::sim {
namespace {

struct Images {
  int active = 0;
  std::map<std::uintptr_t, std::string> start;                   // as the program began
  std::map<std::uintptr_t, std::string> of_device[kMaxDevices];  // put away
};

Images& images() {
  static Images* const only = new Images;
  return *only;
}

}  // namespace

void activate_variables(int device) {
  if (device_count() == 1) return;
  Images& all = images();
  for (const Allocation& a : all_allocations())
    if (a.space == Space::variable || a.space == Space::constant)
      all.start.try_emplace(a.base, reinterpret_cast<const char*>(a.base), a.bytes);
  if (device == all.active) return;
  if (checking())
    for (const Allocation& a : all_allocations())
      if (all.start.count(a.base) != 0)
        forget_accesses(a);  // other variables from now on, at the same addresses
  for (const auto& [base, start] : all.start) {
    all.of_device[all.active][base].assign(reinterpret_cast<const char*>(base), start.size());
    const auto& mine = all.of_device[device];
    const auto found = mine.find(base);
    std::memcpy(reinterpret_cast<void*>(base), (found == mine.end() ? start : found->second).data(),
                start.size());
  }
  all.active = device;
}

}  // namespace prep::sim
