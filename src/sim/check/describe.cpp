#include "sim/check/describe.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <set>
#include <string>

#include "sim/check/host_variables.h"
#include "sim/check/stream_order.h"
#include "sim/engine/grid.h"
#include "sim/engine/shared_memory.h"
#include "sim/report/symbols.h"
#include "sim/runtime/allocation_table.h"

namespace prep::sim {
namespace {

// A piece of memory by name: "`tile`", "`counter`" or "an allocation of 256 bytes".
struct Memory {
  std::string name;  // "" for allocations that have none
  std::uintptr_t begin = 0;
  std::size_t bytes = 0;
  bool known = false;
  bool dynamic = false;                    // extern __shared__
  const Allocation* allocation = nullptr;  // named after its place of allocation, once that is known

  std::string text() const {
    if (dynamic) return "dynamic shared memory";
    return allocation != nullptr && name.empty() ? "{memory}" : "`" + name + "`";
  }
  // "`tile[5]`", counted in units of the access.
  std::string element(std::uintptr_t address, std::size_t size) const {
    const std::string what = text();
    if (!known || size == 0 || bytes == size || address < begin || (address - begin) % size != 0) return what;
    const std::string index = std::to_string((address - begin) / size);
    if (what == "{memory}") return "{memory:" + index + "}";
    return name.empty() || dynamic ? "element " + index + " of " + what : "`" + name + "[" + index + "]`";
  }
};

Memory shared_memory_at(std::uintptr_t offset) {
  if (offset >= kDynamicBegin - 512) {
    return {"dynamic shared memory", kDynamicBegin, g_grid->request->shared_bytes, true, true};
  }
  PlacedSlot slot = slot_below(static_cast<std::uint32_t>(offset));
  if (slot.slot == nullptr) slot = slot_below(kStaticBegin + 512);  // below the first one
  if (slot.slot == nullptr) return {"shared memory", 0, 0, false, false};
  return {slot.slot->name, slot.begin, slot.slot->bytes, true, false};
}

Memory global_memory_at(std::uintptr_t address) {
  const Allocation* allocation = find_near(address);
  if (allocation == nullptr) return {};
  return {allocation->name, allocation->base, allocation->bytes, true, false, allocation};
}

bool is_shared(Seen seen) {
  return seen == Seen::shared_unset || seen == Seen::shared_race || seen == Seen::shared_uninitialised ||
         seen == Seen::shared_out_of_bounds;
}

Memory memory_of(const RawFinding& raw) {
  return is_shared(raw.seen) ? shared_memory_at(raw.address) : global_memory_at(raw.address);
}

Index3 block_index(std::uint64_t linear) {
  const dim3 grid = g_grid->request->grid;
  return {static_cast<std::uint32_t>(linear % grid.x), static_cast<std::uint32_t>(linear / grid.x % grid.y),
          static_cast<std::uint32_t>(linear / grid.x / grid.y)};
}

Index3 thread_index(unsigned linear) {
  const dim3 block = g_grid->request->block;
  return {linear % block.x, linear / block.x % block.y, linear / block.x / block.y};
}

Site device_site(std::uintptr_t pc, std::uint64_t block, unsigned thread) {
  Site site;
  site.pc = image_base() + pc;
  site.block = block_index(block);
  site.thread = thread_index(thread);
  site.on_device = true;
  return site;
}

// As above, for a thread of an earlier launch.
Site device_site_of(const LaunchPlace& place, std::uintptr_t pc, std::uint64_t block, unsigned thread) {
  Site site;
  site.pc = image_base() + pc;
  site.block = {static_cast<std::uint32_t>(block % place.grid_x),
                static_cast<std::uint32_t>(block / place.grid_x % place.grid_y),
                static_cast<std::uint32_t>(block / place.grid_x / place.grid_y)};
  site.thread = {thread % place.block_x, thread / place.block_x % place.block_y,
                 thread / place.block_x / place.block_y};
  site.on_device = true;
  return site;
}

Site host_site(std::uintptr_t pc) {
  Site site;
  site.pc = image_base() + pc;
  return site;
}

std::string number(std::uint64_t n) { return std::to_string(n); }

std::string thread_text(std::uint64_t block, unsigned thread) {
  std::string text = "thread " + number(thread);
  if (g_grid != nullptr && g_grid->blocks > 1) text += " of block " + number(block);
  return text;
}

std::string does(Touch touch, const std::string& object) {
  return touch == Touch::read    ? "reads " + object
         : touch == Touch::write ? "writes " + object
                                 : "changes " + object + " atomically";
}

const char* race_fix(const RawFinding& raw) {
  if (raw.here == Touch::atomic || raw.other == Touch::atomic) {
    return raw.conflict == Conflict::other_block
               ? "Other blocks may still be at work: read the result in a later kernel, or publish it with "
                 "__threadfence() and an atomic counter."
               : "A plain access beside atomics needs __syncthreads() between them, or must be atomic too.";
  }
  switch (raw.conflict) {
    case Conflict::same_warp:
      return "Not even the lanes of one warp run in lockstep: put __syncthreads() between the two, or "
             "__syncwarp() where "
             "only one warp shares the data.";
    case Conflict::other_block:
      return "Blocks run in any order and cannot wait for each other: give each block its own elements, use "
             "atomics, or "
             "split the work into two kernels.";
    default:
      return raw.here == Touch::read || raw.other == Touch::read
                 ? "Put __syncthreads() between the write and the read, where all threads of the block reach "
                   "it."
                 : "Let one thread write it, use an atomic, or put __syncthreads() between the two writes.";
  }
}

void describe_race(Finding& finding, const RawFinding& raw, const Memory& memory) {
  finding.kind = Kind::race;
  finding.is_half_atomic = (raw.here == Touch::atomic) != (raw.other == Touch::atomic);
  finding.weight = static_cast<int>(raw.conflict);  // between blocks tells more than within a warp
  const bool blocks = raw.conflict == Conflict::other_block;
  if (raw.conflict == Conflict::late_copy) {
    finding.message = thread_text(raw.block, raw.thread) + " reads " + memory.element(raw.address, raw.size) +
                      " at {here}, and the asynchronous copy into it that thread " +
                      number(raw.other_thread) + " started at {other} has not been waited for";
    finding.fix =
        "Wait for the newest stage before it is read: __pipeline_wait_prior(0), or commit an (empty) group "
        "in every "
        "iteration so that the count stays right; then __syncthreads().";
    return;
  }
  std::string other =
      blocks ? thread_text(raw.other_block, raw.other_thread) : "thread " + number(raw.other_thread);
  finding.message =
      thread_text(raw.block, raw.thread) + " " + does(raw.here, memory.element(raw.address, raw.size)) +
      " at {here} and " + other + " " + does(raw.other, "it") + " at {other}, " +
      (blocks                                ? "with nothing that orders the two blocks"
       : raw.conflict == Conflict::same_warp ? "with no __syncwarp() or __syncthreads() between them"
                                             : "with no __syncthreads() between them");
  finding.fix = race_fix(raw);
}

// Operations of two streams, or of a stream and the host, with nothing that orders them.
void describe_stream_race(Finding& finding, const RawFinding& raw, const Memory& memory) {
  finding.kind = Kind::race;
  const std::string what = memory.element(raw.address, raw.size);
  if (raw.here_party == Party::release) {
    finding.message = "the free at {here} releases " + memory.text() + ", and " +
                      (raw.other_party == Party::kernel
                           ? std::string("kernel ") + place_of_launch(raw.other_launch).kernel +
                                 " in another stream, at {other}, "
                           : std::string("a copy in another stream, called at {other}, ")) +
                      does(raw.other, "it") + ": nothing orders the two";
    finding.fix =
        "Free it in the stream that uses it last, or let the freeing stream wait for an event recorded "
        "behind "
        "that use (cudaStreamWaitEvent).";
    return;
  }
  const std::string here = raw.here_party == Party::transfer ? std::string("the copy at {here}")
                                                             : "kernel " + finding.function + " (" +
                                                                   thread_text(raw.block, raw.thread) + ")";
  if (raw.seen == Seen::host_race) {
    finding.message = "the host " + does(raw.other, what) + " at {other}, while " +
                      (raw.here_party == Party::transfer ? here : here + " at {here}") +
                      " may not be done: it " + does(raw.here, "it") + ", and nothing waits in between";
    finding.fix =
        "Wait before the host touches the memory: cudaStreamSynchronize(stream), cudaEventSynchronize(event) "
        "or "
        "cudaDeviceSynchronize().";
    return;
  }
  const std::string other = raw.other_party == Party::transfer
                                ? std::string("a copy in another stream, called at {other}, ")
                                : std::string("kernel ") + place_of_launch(raw.other_launch).kernel +
                                      " in another stream, at {other}, ";
  finding.message = here + " " + does(raw.here, what) +
                    (raw.here_party == Party::transfer ? "" : " at {here}") + ", and " + other +
                    does(raw.other, "it") + ": nothing orders the two";
  finding.fix =
      "Put both in one stream, or record an event behind the first and let the other stream wait for it "
      "(cudaStreamWaitEvent).";
}

// "thread 64 of block 3 writes 4 bytes at element 64 of `x`, which has 64: 0 bytes past its end"
void describe_bounds(Finding& finding, const RawFinding& raw, const Memory& memory) {
  finding.kind = Kind::memory_error;
  std::string text =
      thread_text(raw.block, raw.thread) + " " + does(raw.here, number(raw.size) + " bytes") + " ";
  const std::uintptr_t end = memory.begin + memory.bytes;
  if (!memory.known) {
    text += "outside all shared memory";
  } else if (raw.address >= memory.begin) {
    const bool whole = raw.size != 0 && (raw.address - memory.begin) % raw.size == 0;
    text += whole ? "at index " + number((raw.address - memory.begin) / raw.size) + " of " : "in ";
    text += memory.text();
    if (whole) text += " (" + number(memory.bytes / raw.size) + " elements)";
    text += raw.address >= end ? ", " + number(raw.address - end) + " bytes past its end"
                               : ", partly past its end";
  } else {
    text += number(memory.begin - raw.address) + " bytes before " + memory.text();
  }
  finding.message = text + ", at {here}";
  finding.fix =
      "Check the index arithmetic: the last block often has more threads than elements (if (i < n)), and a "
      "tile's halo "
      "needs its own space.";
}

void describe_simple(Finding& finding, const RawFinding& raw, const Memory& memory) {
  const std::string who = thread_text(raw.block, raw.thread) + " ";
  const std::string what = memory.element(raw.address, raw.size);
  finding.kind = Kind::memory_error;
  switch (raw.seen) {
    case Seen::shared_uninitialised:
      finding.kind = Kind::uninitialized;
      finding.message = who + does(raw.here, what) + " at {here}, but no thread of the block has written it";
      finding.fix =
          "Shared memory starts with garbage: write every element that is read, and put __syncthreads() "
          "before "
          "the read.";
      return;
    case Seen::global_uninitialised:
      finding.kind = Kind::uninitialized;
      finding.message = who + does(raw.here, what) + " at {here}, but nothing was ever stored there";
      finding.fix =
          "cudaMalloc does not clear memory: use cudaMemset, or copy the whole input (count * sizeof(type) "
          "bytes) before the kernel.";
      return;
    case Seen::use_after_free:
      finding.message = who + does(raw.here, what) + " at {here}, after cudaFree";
      finding.fix = "Free device memory only after the last kernel that uses it.";
      return;
    case Seen::host_pointer:
      finding.variable = host_variable_at(raw.address);
      finding.message =
          who +
          does(raw.here, finding.variable.empty() ? "host memory" : "the host's `" + finding.variable + "`") +
          " at {here}: the pointer does not come from cudaMalloc";
      finding.fix =
          "Allocate with cudaMalloc, copy with cudaMemcpy, and pass the device pointer to the kernel.";
      return;
    case Seen::misaligned:
      finding.message = who + does(raw.here, number(raw.size) + " bytes") +
                        " at {here}, at an address that is not a "
                        "multiple of " +
                        number(raw.size);
      finding.fix =
          "A float2 needs 8-byte and a float4 16-byte alignment: the offset must be a multiple of the "
          "vector, "
          "with a scalar tail.";
      return;
    default:
      finding.message = "host code " + does(raw.here, what) + " at {here}: that is device memory";
      finding.fix = "Copy with cudaMemcpy first; host code cannot follow a pointer from cudaMalloc.";
  }
}

std::shared_ptr<const std::vector<Site>> places_of_allocation() {
  static std::uint64_t generation = 0;
  static std::shared_ptr<const std::vector<Site>> known;
  if (known == nullptr || generation != allocations_generation()) {
    generation = allocations_generation();
    std::set<std::vector<std::uintptr_t>> places;
    for (const Allocation& a : all_allocations())
      if (*a.name == '\0') places.emplace(std::begin(a.allocated.pc), std::end(a.allocated.pc));
    std::vector<Site> sites(places.size());
    auto site = sites.begin();
    for (const auto& calls : places) std::copy(calls.begin(), calls.end(), (site++)->outer);
    known = std::make_shared<const std::vector<Site>>(std::move(sites));
  }
  return known;
}

}  // namespace

std::uintptr_t identity_of_memory(const RawFinding& raw) {
  if (raw.seen == Seen::host_pointer) return 0;
  return memory_of(raw).begin;
}

namespace {

void take_name(Finding& finding, const Memory& memory) {
  finding.variable = memory.name;
  if (memory.allocation == nullptr || !memory.name.empty()) return;
  const auto& calls = memory.allocation->allocated.pc;
  std::copy(calls, std::end(calls), finding.origin.outer);
  finding.origin_bytes = memory.bytes;
  finding.allocations = places_of_allocation();
}

}  // namespace

void name_memory_at(Finding& finding, std::uintptr_t address) {
  if (address == 0) return;
  const std::uintptr_t offset = address - reinterpret_cast<std::uintptr_t>(t_arena);
  take_name(finding, offset < kArenaBytes ? shared_memory_at(offset) : global_memory_at(address));
}

Finding describe_finding(const RawFinding& raw) {
  Finding finding;
  const Memory memory = memory_of(raw);
  take_name(finding, memory);
  if (raw.seen == Seen::global_unset || raw.seen == Seen::shared_unset) {
    const LaunchPlace& place = place_of_launch(raw.here_launch);
    finding.kind = Kind::uninitialized;
    finding.is_unset_local = true;
    finding.here = device_site_of(place, raw.pc, raw.block, raw.thread);
    finding.function = place.kernel;
    finding.message = "thread " + number(raw.thread) +
                      (place.grid_x * place.grid_y > 1 ? " of block " + number(raw.block) : "") +
                      " stores a value at {here}, to " + memory.element(raw.address, raw.size) +
                      ", that comes from {local} which was never set";
    finding.fix =
        "A local variable starts with garbage, on a GPU as in C++: give it a value where it is declared.";
    return finding;
  }
  if (raw.seen == Seen::host_touches_device || raw.here_party != Party::kernel) {
    finding.here = host_site(raw.pc);
  } else {
    finding.here = device_site(raw.pc, raw.block, raw.thread);
    finding.function = g_grid->request->kernel;
  }
  if (raw.seen == Seen::stream_race || raw.seen == Seen::host_race) {
    finding.has_other = true;
    finding.other = raw.other_party == Party::kernel
                        ? device_site_of(place_of_launch(raw.other_launch), raw.other_pc, raw.other_block,
                                         raw.other_thread)
                        : host_site(raw.other_pc);
    describe_stream_race(finding, raw, memory);
  } else if (raw.seen == Seen::shared_race || raw.seen == Seen::global_race) {
    finding.other = device_site(raw.other_pc, raw.other_block, raw.other_thread);
    finding.has_other = true;
    describe_race(finding, raw, memory);
  } else if (raw.seen == Seen::shared_out_of_bounds || raw.seen == Seen::out_of_bounds) {
    describe_bounds(finding, raw, memory);
  } else {
    describe_simple(finding, raw, memory);
  }
  return finding;
}

}  // namespace prep::sim
