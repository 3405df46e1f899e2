// The values of one call's outputs: against the kit's exact values, and by the kit's properties.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

#include "judge/finding.h"
#include "judge/judged_case.h"

namespace prep {

Outcome judge_values(const JudgedCase& judged, std::span<const std::byte> slot, int set,
                     std::uint64_t entropy);

}  // namespace prep
