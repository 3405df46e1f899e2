#include "sim/runtime/leaks.h"

#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <utility>

#include "sim/report/finding.h"
#include "sim/runtime/allocation_table.h"
#include "sim/runtime/arena.h"

namespace prep::sim {
namespace {

const char* freeing(const Allocation& a) {
  if (a.space == Space::pinned) return "cudaFreeHost";
  return a.stream_ordered ? "cudaFreeAsync" : "cudaFree";
}

}  // namespace

void report_leaks() {
  const char* const wanted = std::getenv("PREP_SIM_LEAKS");
  if (wanted == nullptr || std::strcmp(wanted, "0") == 0 || *wanted == 0) return;
  struct Sum {
    std::size_t count = 0, bytes = 0;
    const char* call = "";
  };
  std::map<std::uintptr_t, Sum> sites;
  for (const Allocation& a : all_allocations()) {
    if (a.freed || !from_arena(a)) continue;
    Sum& site = sites[a.caller];
    ++site.count;
    site.bytes += a.bytes;
    site.call = freeing(a);
  }
  for (const auto& [caller, site] : sites) {
    Finding finding;
    finding.kind = Kind::leak;
    finding.here.pc = caller - 1;  // into the call
    finding.message = std::to_string(site.bytes) + " bytes" +
                      (site.count == 1 ? "" : " in " + std::to_string(site.count) + " allocations") +
                      " from {here} are never freed";
    finding.fix = std::string("Call ") + site.call + " for each, after its last use.";
    finding.count = site.count;
    record(std::move(finding));
  }
}

}  // namespace prep::sim
