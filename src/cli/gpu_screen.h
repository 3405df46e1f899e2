// What a measured row on a GPU looks like: its share of the speed of light as a bar, what that light is, and
// the kernels.
#pragma once
#include <string>
#include <vector>

#include "grade/result.h"
#include "term/look.h"

namespace prep {

std::string gpu_row_text(const Look& look, const MeasureRow& row);
std::string kernels_text(const Look& look, const std::vector<KernelFacts>& kernels);

}  // namespace prep
