#include "sim/check/memory_map.h"

#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

#include <vector>

#include "sim/check/covered_cells.h"
#include "sim/check/host_variables.h"
#include "sim/check/written.h"
#include "sim/engine/grid.h"

namespace prep::sim {
namespace {

struct Range {
  std::uintptr_t begin = 0, end = 0;
};

// Code and data of the program and its libraries.
const std::vector<Range>& images() {
  static const auto* all = [] {
    auto* ranges = new std::vector<Range>;
    dl_iterate_phdr(
        [](dl_phdr_info* info, std::size_t, void* list) {
          for (int i = 0; i < info->dlpi_phnum; ++i) {
            if (info->dlpi_phdr[i].p_type != PT_LOAD) continue;
            const std::uintptr_t begin = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
            static_cast<std::vector<Range>*>(list)->push_back({begin, begin + info->dlpi_phdr[i].p_memsz});
          }
          return 0;
        },
        ranges);
    return ranges;
  }();
  return *all;
}

bool belongs_to_the_program(std::uintptr_t address) {
  for (const Range& range : images()) {
    if (address - range.begin < range.end - range.begin) return true;
  }
  return false;
}

bool is_mapped(std::uintptr_t address) {
  static const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  unsigned char resident = 0;
  return mincore(reinterpret_cast<void*>(address / page * page), 1, &resident) == 0;
}

bool is_hosts(std::uintptr_t address) {
  return is_among_learners_variables(address) && !host_variable_at(address).empty();
}

// The kernel ends there, as on a GPU.
[[noreturn]] void note_host_pointer(const Request& request) {
  note(raw_of(request, Seen::host_pointer));
  g_grid->fail(cudaErrorIllegalAddress);
  abandon_block();
}

void note_wrong(const Request& request, const Allocation* near) {
  if (near != nullptr) {
    const bool inside = request.address >= near->zone_begin && request.address < near->zone_end;
    note(raw_of(request, near->freed && inside ? Seen::use_after_free : Seen::out_of_bounds));
    return;
  }
  // Where nothing is mapped the access itself faults, and the fault is reported.
  if (is_mapped(request.address)) note_host_pointer(request);
}

const Known& remember(CheckState& state, const Allocation& allocation) {
  Known& slot = state.known[state.next_known++ % 4];
  slot = {allocation.base, allocation.bytes, shadow_of(allocation), nullptr, 0, written_words(allocation)};
  if (slot.shadow != nullptr) {
    slot.settled = settled_words(slot.shadow);
    slot.covered = covered_cells(slot.shadow);
  }
  return slot;
}

}  // namespace

const Known* known_allocation(CheckState& state, const Request& request) {
  for (const Known& known : state.known) {
    const std::uintptr_t offset = request.address - known.begin;
    if (offset < known.bytes && request.size <= known.bytes - offset) return &known;
  }
  const Allocation* allocation = find_near(request.address);
  if (allocation != nullptr && !allocation->freed && request.address >= allocation->base &&
      request.address - allocation->base < allocation->bytes &&
      request.size <= allocation->bytes - (request.address - allocation->base)) {
    return &remember(state, *allocation);
  }
  const bool own = allocation == nullptr && belongs_to_the_program(request.address);
  if (own && !is_hosts(request.address)) return nullptr;
  if (own) note_host_pointer(request);
  note_wrong(request, allocation);
  return nullptr;
}

}  // namespace prep::sim
