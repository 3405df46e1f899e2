#include "sim/runtime/allocations.h"

#include <map>

#include "sim/runtime/allocation_table.h"

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

}  // namespace

const Allocation* find(std::uintptr_t address) {
  const auto& zones = table().by_zone;
  auto next = zones.upper_bound(address);
  if (next == zones.begin()) return nullptr;
  const Allocation& candidate = std::prev(next)->second;
  return address < candidate.zone_end ? &candidate : nullptr;
}

std::uint64_t allocations_generation() { return table().generation; }

void add_allocation(Allocation allocation) {
  allocation.serial = ++table().generation;
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
