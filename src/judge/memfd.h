// The two kinds of memory files that judge and runner share.
#pragma once
#include <cstddef>
#include <vector>

#include "judge/frame.h"
#include "judge/inputs.h"

namespace prep {

// Writes header and values, then seals the file against any change. Throws std::system_error.
void write_inputs(int memfd, const Frame& frame, const Inputs& inputs);

// Gives the file its size and seals that, so that a runner cannot cut it under us.
void size_outputs(int memfd, const Frame& frame, int slots);
// The same for a row that the runner fills: one slot and the looks behind it.
void size_looks(int memfd, const Frame& frame);

// A copy of one call's slot: what the runner does to the file later does not matter.
std::vector<std::byte> read_slot(int memfd, const Frame& frame, int slot);
std::vector<std::byte> read_look(int memfd, const Frame& frame, std::uint64_t number);

}  // namespace prep
