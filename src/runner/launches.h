// The kernels that a call launches, seen by standing between the learner's object and the CUDA runtime: the
// linker sends its launches through here (--wrap). For the screen only; nothing is judged by it.
#pragma once
#include <string>

namespace prep::runner {

enum class Noting { on, off };
void note_launches(Noting noting);

// Each kernel once per launch shape, in the order of first launch, as a JSON array: name, threads, blocks,
// registers, shared, local, blocks_per_sm and warps_per_sm as the runtime counts them.
std::string noted_launches();

}  // namespace prep::runner
