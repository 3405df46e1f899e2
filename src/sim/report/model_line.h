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
  std::string variable;            // in shared memory
};

// `followed` of `blocks` blocks were counted, `barriers` is the sum over the followed ones.
void append_model(std::vector<ModelCount> counts, std::uint64_t barriers, std::uint64_t followed,
                  std::uint64_t blocks);

// The lines, costliest first, as one JSON line ({"model":…}) or as text for a person.
enum class ModelForm { json, text };
std::string model_line(const std::vector<ModelCount>& counts, const std::vector<std::string>& sources,
                       std::uint64_t barriers, std::uint64_t followed, std::uint64_t blocks, ModelForm form);

}  // namespace prep::sim
