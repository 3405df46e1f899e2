// An #include that reaches into the exercises (a solution, a judge) is refused, also where the sandbox does
// not hold.
#pragma once
#include <filesystem>
#include <string>

namespace prep {

// Looks through the dependency files (*.d) and line markers (*.ii) in the scratch folder; the first such
// path, or "".
std::string forbidden_include(const std::filesystem::path& scratch, const std::filesystem::path& exercises);

}  // namespace prep
