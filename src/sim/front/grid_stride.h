// Grid-stride loops: `for (int i = first; i < n; i += stride) …` or `while (i < n) { …; i += stride; }` as a
// kernel's last statement. Where nothing but the loop's variable lives from turn to turn, the turns of
// different threads may be run in any order, and are run in that of memory (include/prep/sim/rounds.h).
#pragma once
#include "sim/front/kernel_bodies.h"

namespace prep::sim {

// Rewrites the kernel's loop, if it is one of these beyond doubt.
void run_in_rounds(const Tokens& tokens, const KernelBody& kernel, Edits& edits);

}  // namespace prep::sim
