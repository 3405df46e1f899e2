// What clang's CUDA front end says that plain C++ cannot see, in the learner's words.
#pragma once
#include <filesystem>
#include <string_view>
#include <vector>

#include "backend/finding.h"

namespace prep {

// Errors about host and device, kernels and launches, in files outside `system` and /usr. What an ordinary
// compiler says as well is left to it, and so is everything that depends on headers we have not.
std::vector<Finding> parse_lint_output(std::string_view text, const std::filesystem::path& system);

}  // namespace prep
