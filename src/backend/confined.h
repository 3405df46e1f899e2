// The one recipe by which untrusted commands are run: compilers on the learner's file, runners with the
// learner's code.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "os/process.h"

namespace prep {

struct ConfinedRun {
  std::vector<std::string> argv;
  std::filesystem::path folder;                 // working folder, the only one that may be written
  std::vector<std::filesystem::path> readable;  // besides it and the system's own
  std::vector<std::string> env_add;
  std::vector<PassedFd> fds;
  bool talks = false;
  Forks forks = Forks::allowed;
  Supervision supervision = Supervision::none;
  Limits limits;
};

ProcessSpec confined(const ConfinedRun& run);

}  // namespace prep
