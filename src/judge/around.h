// What is judged around a call, before its values: did it come back, did it stay inside its buffers, did it
// leave its inputs.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "judge/finding.h"
#include "judge/judged_case.h"

namespace prep {

// `slot` is the private copy of one call's slot; `set` the inputs it was given.
std::optional<Finding> judge_around(const JudgedCase& judged, std::span<const std::byte> slot, int set);

// The bytes of the outputs in a slot, by buffer; null data for what is no output. A trace's bytes in use.
// A trace that claims more than its capacity is cut there; judge_values() refuses it.
std::vector<std::span<const std::byte>> output_spans(const JudgedCase& judged,
                                                     std::span<const std::byte> slot);

}  // namespace prep
