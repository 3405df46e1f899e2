// Results of votes, matches and integer reductions over the lanes that met.
#pragma once
#include "sim/engine/block.h"

namespace prep::sim {

struct Lanes {
  std::uint32_t present = 0;
  Fiber* fiber[32];  // of the present lanes; value and argument in, value out
};

void combine(Meeting meeting, const Lanes& lanes);

}  // namespace prep::sim
