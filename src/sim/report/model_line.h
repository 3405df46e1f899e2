// The cost model's counts, folded per source line and written with the next flush.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace prep::sim {

// One load or store instruction.
struct ModelCount {
  std::uintptr_t pc = 0;  // return address of its hook
  std::string space;      // "global" or "shared"
  std::string op;         // "load" or "store"
  std::string function;
  std::uint64_t requests = 0;      // warp-wide executions
  std::uint64_t transactions = 0;  // 32-byte sectors, or passes over the banks
  std::uint64_t ideal = 0;         // the same for the best arrangement of these accesses
  std::uint64_t bytes = 0;         // that the lanes asked for
  std::uint64_t stride = 0;        // bytes between neighbouring lanes in the dearest request
  std::uint32_t size = 0;          // bytes per lane in that request
  std::string variable;            // in shared memory
};

// The launches of one kernel with one shape of block.
struct ModelKernel {
  std::string name;
  unsigned grid[3] = {}, block[3] = {};                 // the largest grid
  std::uint64_t launches = 0, blocks = 0;               // of all launches
  std::uint64_t static_shared = 0, dynamic_shared = 0;  // bytes per block
  // Of the followed blocks:
  std::uint64_t followed = 0, barriers = 0;
  std::uint64_t global_bytes = 0, global_sectors = 0;
  std::uint64_t shared_requests = 0, shared_passes = 0, shared_bytes = 0;
};

struct Model {
  std::vector<ModelCount> counts;
  std::vector<ModelKernel> kernels;  // in the order of their first launch
};

void append_model(Model model);

// The lines, costliest first, as one JSON line ({"model":…}) or as text for a person.
enum class ModelForm { json, text };
std::string model_line(const Model& model, const std::vector<std::string>& sources, ModelForm form);

// What a line costs and what would be better, in one sentence; "" where next to nothing is wasted.
std::string model_advice(const ModelCount& sum);

}  // namespace prep::sim
