#include "sim/check/model.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

#include "sim/check/model_cost.h"
#include "sim/engine/grid.h"
#include "sim/engine/shared_memory.h"
#include "sim/report/model_line.h"
#include "sim/report/symbols.h"

namespace prep::sim {
namespace {

constexpr std::uint64_t kBlocksFollowed = 32;
constexpr std::size_t kMostExecutions = 4096;  // of one instruction by one warp between two barriers

struct Counts {
  std::uint64_t requests = 0, transactions = 0, ideal = 0, bytes = 0;
  std::uintptr_t stride = 0;  // between the first two lanes of the dearest access
  std::uint64_t dearest = 0;
  std::uint32_t size = 0;
  std::string variable;
  void add(const Counts& other) {
    if (other.dearest > dearest) {
      dearest = other.dearest;
      stride = other.stride;
      size = other.size;
    }
    if (variable.empty()) variable = other.variable;
    bytes += other.bytes;
    requests += other.requests;
    transactions += other.transactions;
    ideal += other.ideal;
  }
};

// One load or store instruction: its place in the code, memory and direction.
using Instruction = std::tuple<std::uintptr_t, ModelSpace, Touch>;

// The executions of one instruction by one warp since the last barrier: the k-th of each lane belong
// together.
struct Trace {
  std::uint32_t executed[32] = {};
  std::vector<WarpAccess> accesses;
};

struct WarpTraces {
  std::map<Instruction, Trace> by_instruction;
  std::map<Instruction, Trace>::iterator last;
  bool has_last = false;
};

struct Totals {
  std::mutex mutex;
  std::map<Instruction, Counts> counts;
  std::map<std::uintptr_t, std::string> kernel;
  std::vector<ModelKernel> kernels;
};

Totals& totals() {
  static auto* only = new Totals;
  return *only;
}

// The entry of the launch; made by model_grid_begin.
ModelKernel& kernel_of(Totals& t, const LaunchRequest& r) {
  for (ModelKernel& known : t.kernels) {
    const bool same = known.dynamic_shared == r.shared_bytes && known.block[0] == r.block.x &&
                      known.block[1] == r.block.y && known.block[2] == r.block.z && known.name == r.kernel;
    if (same) return known;
  }
  ModelKernel made;
  made.name = r.kernel;
  made.block[0] = r.block.x, made.block[1] = r.block.y, made.block[2] = r.block.z;
  made.dynamic_shared = r.shared_bytes;
  return t.kernels.emplace_back(std::move(made));
}

WarpTraces* traces() {
  static __thread WarpTraces* mine;
  if (mine == nullptr) mine = new WarpTraces[kMaxWarps];  // one per host thread, for good
  return mine;
}

bool model_wanted() {
  static const bool wanted = [] {
    const char* text = std::getenv("PREP_SIM_MODEL");
    return text != nullptr && text[0] == '1';
  }();
  return wanted;
}

// Bytes from the first active lane to the one after it; 0 where it is alone.
std::uintptr_t stride_of(const WarpAccess& access) {
  const int lane = std::countr_zero(access.lanes);
  if (lane >= 31 || (access.lanes >> (lane + 1) & 1) == 0) return 0;
  const std::uintptr_t a = access.address[lane], b = access.address[lane + 1];
  return b > a ? b - a : a - b;
}

std::string shared_name(std::uintptr_t offset) {
  if (offset >= kDynamicBegin) return "dynamic shared memory";
  const PlacedSlot slot = slot_below(static_cast<std::uint32_t>(offset));
  return slot.slot == nullptr ? "" : slot.slot->name;
}

}  // namespace

bool model_follows(std::uint64_t block) {
  if (!model_wanted()) return false;
  const std::uint64_t step = (g_grid->blocks + kBlocksFollowed - 1) / kBlocksFollowed;
  return block % step == 0;
}

void model_access(const Request& request, ModelSpace space, std::uintptr_t address) {
  if (request.touch == Touch::atomic) return;
  const Fiber& fiber = *t_state.fiber;
  WarpTraces& warp = traces()[fiber.warp];
  const Instruction instruction{request.pc, space, request.touch};
  if (!warp.has_last || warp.last->first != instruction) {
    warp.last = warp.by_instruction.try_emplace(instruction).first;
    warp.has_last = true;
  }
  Trace& trace = warp.last->second;
  const std::size_t number = trace.executed[fiber.lane]++;
  if (number >= kMostExecutions) return;
  if (number >= trace.accesses.size()) trace.accesses.resize(number + 1);
  WarpAccess& access = trace.accesses[number];
  access.lanes |= 1u << fiber.lane;
  access.size = static_cast<std::uint32_t>(std::min<std::size_t>(request.size, 128));
  access.address[fiber.lane] = address;
}

void model_fold(const Block& block) {
  WarpTraces* const all = traces();
  std::map<Instruction, Counts> counts;
  for (unsigned w = 0; w < block.warps; ++w) {
    for (const auto& [instruction, trace] : all[w].by_instruction) {
      Counts& sum = counts[instruction];
      for (const WarpAccess& access : trace.accesses) {
        const Cost cost =
            std::get<1>(instruction) == ModelSpace::shared ? bank_passes(access) : sectors(access);
        const auto lanes = static_cast<std::uint64_t>(std::popcount(access.lanes));
        sum.add({1,
                 cost.transactions,
                 cost.ideal,
                 lanes * access.size,
                 stride_of(access),
                 cost.transactions,
                 access.size,
                 {}});
        if (sum.variable.empty() && std::get<1>(instruction) == ModelSpace::shared)
          sum.variable = shared_name(access.address[std::countr_zero(access.lanes)]);
      }
    }
    all[w].by_instruction.clear();
    all[w].has_last = false;
  }
  Totals& t = totals();
  const std::lock_guard lock(t.mutex);
  ModelKernel& kernel = kernel_of(t, *g_grid->request);
  for (const auto& [instruction, sum] : counts) {
    t.counts[instruction].add(sum);
    t.kernel.try_emplace(std::get<0>(instruction), g_grid->request->kernel);
    if (std::get<1>(instruction) == ModelSpace::shared) {
      kernel.shared_requests += sum.requests;
      kernel.shared_passes += sum.transactions;
      kernel.shared_bytes += sum.bytes;
    } else {
      kernel.global_bytes += sum.bytes;
      kernel.global_sectors += sum.transactions;
    }
  }
}

void model_block_done(unsigned barriers) {
  Totals& t = totals();
  const std::lock_guard lock(t.mutex);
  ModelKernel& kernel = kernel_of(t, *g_grid->request);
  kernel.barriers += barriers;
  ++kernel.followed;
  kernel.static_shared = std::max<std::uint64_t>(kernel.static_shared, static_bytes());
}

void model_grid_begin(const LaunchRequest& request, std::uint64_t blocks) {
  if (!model_wanted()) return;
  Totals& t = totals();
  const std::lock_guard lock(t.mutex);
  ModelKernel& kernel = kernel_of(t, request);
  ++kernel.launches;
  kernel.blocks += blocks;
  const auto size = [](const unsigned(&grid)[3]) { return std::uint64_t{grid[0]} * grid[1] * grid[2]; };
  if (blocks > size(kernel.grid))
    kernel.grid[0] = request.grid.x, kernel.grid[1] = request.grid.y, kernel.grid[2] = request.grid.z;
}

void model_hand_over() {
  Totals& t = totals();
  const std::lock_guard lock(t.mutex);
  if (t.kernels.empty()) return;
  std::vector<ModelCount> list;
  for (const auto& [instruction, counts] : t.counts) {
    const auto& [pc, space, touch] = instruction;
    list.push_back({image_base() + pc, space == ModelSpace::shared ? "shared" : "global",
                    touch == Touch::read ? "load" : "store", t.kernel[pc], counts.requests,
                    counts.transactions, counts.ideal, counts.bytes, counts.stride, counts.size,
                    counts.variable});
  }
  append_model({std::move(list), std::move(t.kernels)});
  t.counts.clear();
  t.kernel.clear();
  t.kernels.clear();
}

}  // namespace prep::sim
