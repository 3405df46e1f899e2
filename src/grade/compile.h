// Runs a backend's command lines in a scratch folder: preprocess, front end, compile every flavor side by
// side, link.
#pragma once
#include <filesystem>

#include "grade/build.h"

namespace prep {

// Leaves learner.<flavor>.o and runner.<flavor> in `scratch`, and what was said in `outcome`.
void compile_in(const std::filesystem::path& scratch, const BuildRequest& request, BuildOutcome& outcome);

}  // namespace prep
