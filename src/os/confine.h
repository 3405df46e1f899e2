// A Confinement (process.h) turned into what the fork needs, with the means that hold here. Private to
// src/os.
#pragma once
#include <filesystem>
#include <vector>

#include "os/launch.h"
#include "os/process.h"

namespace prep {

std::vector<std::filesystem::path> system_readable();  // programs, libraries, the loader's files, /sys
std::vector<std::filesystem::path> system_devices();   // /dev/null and its like, the GPU's

// Fills the plan's landlock_rules (the caller closes them), seccomp and namespaces.
void plan_confinement(LaunchPlan& plan, const Confinement& confinement);

}  // namespace prep
