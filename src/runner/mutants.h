// The universal mutants of `prep dev check`: what a right call left in its slot is spoilt, and the judge must
// notice.
#pragma once
#include <cstddef>
#include <vector>

#include "runner/case_memory.h"

namespace prep::runner {

class Mutator {
 public:
  explicit Mutator(const CaseMemory& memory) : memory_(memory) {}
  // Spoils the slot of a call that has just been copied out. Calls come in order.
  void apply(std::uint32_t call, std::span<std::byte> slot);
  // Whether any call so far holds other bytes than the right ones. Where it stays false the mutant is as
  // right as the solution (copying the input in a copy exercise).
  bool changed_something() const { return changed_; }

 private:
  const CaseMemory& memory_;
  std::vector<std::byte> previous_;  // the call before, unspoilt
  bool changed_ = false;
};

}  // namespace prep::runner
