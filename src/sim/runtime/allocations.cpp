#include "sim/runtime/allocations.h"

#include <unwind.h>

#include <map>

#include "sim/check/hooks.h"
#include "sim/runtime/allocation_table.h"
#include "sim/runtime/arena.h"

namespace prep::sim {
namespace {

struct Table {
  std::map<std::uintptr_t, Allocation> by_zone;  // key: zone_begin
  std::uint64_t generation = 0;
};

// Variables register before main, so the table is made on first use; it is never destroyed, since findings
// are written while the process ends.
Table& table() {
  static Table* const only = new Table;
  return *only;
}

struct Walk {
  CallStack calls;
  int depth = 0;
};

_Unwind_Reason_Code visit(_Unwind_Context* context, void* argument) {
  Walk& walk = *static_cast<Walk*>(argument);
  walk.calls.pc[walk.depth++] = _Unwind_GetIP(context);
  return walk.depth < kCallDepth ? _URC_NO_REASON : _URC_END_OF_STACK;
}

}  // namespace

CallStack current_calls() {
  Walk walk;
  _Unwind_Backtrace(visit, &walk);
  return walk.calls;
}

const Allocation* find(std::uintptr_t address) {
  const auto& zones = table().by_zone;
  auto next = zones.upper_bound(address);
  if (next == zones.begin()) return nullptr;
  const Allocation& candidate = std::prev(next)->second;
  return address < candidate.zone_end ? &candidate : nullptr;
}

const Allocation* find_near(std::uintptr_t address) {
  if (const Allocation* owner = find(address)) return owner;
  if (!in_arena(address)) return nullptr;
  const auto& zones = table().by_zone;
  const auto next = zones.upper_bound(address);
  const Allocation* const above = next == zones.end() ? nullptr : &next->second;
  const Allocation* const below = next == zones.begin() ? nullptr : &std::prev(next)->second;
  if (below == nullptr || above == nullptr) return below != nullptr ? below : above;
  return address - below->zone_end <= above->zone_begin - address ? below : above;
}

std::uint64_t allocations_generation() { return table().generation; }

void add_allocation(Allocation allocation) {
  allocation.serial = ++table().generation;
  if (checking() && *allocation.name == '\0') allocation.allocated = current_calls();
  table().by_zone[allocation.zone_begin] = allocation;
}

void mark_freed(std::uintptr_t zone_begin) {
  ++table().generation;
  table().by_zone.at(zone_begin).freed = true;
}

void forget_allocation(std::uintptr_t zone_begin) {
  ++table().generation;
  table().by_zone.erase(zone_begin);
}

std::vector<Allocation> all_allocations() {
  std::vector<Allocation> all;
  for (const auto& [zone, allocation] : table().by_zone) all.push_back(allocation);
  return all;
}

}  // namespace prep::sim
