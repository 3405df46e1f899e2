// What a ProcessSpec says about the program itself: where it lies, its environment, its limits. Private to
// src/os.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "os/launch.h"
#include "os/process.h"

namespace prep {

// As execvp looks: empty where no folder of PATH has it. A name with a slash is taken as it stands, relative
// to cwd.
std::filesystem::path find_program(const ProcessSpec& spec);

std::vector<std::string> child_environment(const ProcessSpec& spec);  // "NAME=value"
std::vector<ResourceLimit> resource_limits(const ProcessSpec& spec);  // those that the kernel holds

}  // namespace prep
