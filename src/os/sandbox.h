// Which means of confinement hold on this machine, found by running them, cached for the life of the process.
// Used when a confined child is started, and shown by `prep doctor`.
#pragma once
#include <string>
#include <vector>

namespace prep {

enum class Means {
  landlock,           // files: only the named subtrees
  mount_namespace,    // the same by a file tree of its own, used where Landlock does not hold
  seccomp,            // no network, no tracing, no kernel interfaces that a program under test has no use for
  network_namespace,  // no network, used where seccomp does not hold
  pid_namespace,      // sees and signals only its own processes; all die at once
  subreaper,          // nothing of the tree gets away; used where the pid namespace does not hold
  cgroup,             // memory of the tree counted by the kernel
};

struct MeansState {
  Means means;
  bool holds = false;
  std::string why;  // where it does not: the errno in words, or the kernel's answer
};

const std::vector<MeansState>& sandbox_means();  // probes all (some tens of ms)
bool means_holds(Means means);                   // probes this one on first use (about 1 ms)
std::string means_name(Means means);
// One sentence on what this means for the learner's code here: "learner code cannot read your home…".
std::string sandbox_summary();

// Processes of the same user can then not read this one's memory nor trace it; prep and judges call it first
// thing.
void make_undumpable();

// For tests of the fallbacks: act as if these did not hold. Replaces an earlier call.
void pretend_missing(std::vector<Means> means);

}  // namespace prep
