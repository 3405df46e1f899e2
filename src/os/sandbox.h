// Which means of confinement hold on this machine, found by running them, cached for the life of the process.
// Used by process.cpp when it starts a confined child, and shown by `prep doctor`.
#pragma once
#include <string>
#include <vector>

namespace prep {

enum class Means { landlock, seccomp, pid_namespace, network_namespace, cgroup, subreaper };

struct MeansState {
  Means means;
  bool holds = false;
  std::string why;  // where it does not: the errno in words, or the kernel's answer
};

const std::vector<MeansState>& sandbox_means();  // probes on first use (a few ms)
std::string means_name(Means means);
// One sentence on what this means for the learner's code here: "learner code cannot read your home…".
std::string sandbox_summary();

}  // namespace prep
