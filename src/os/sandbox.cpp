#include "os/sandbox.h"

#include <sys/prctl.h>

#include <algorithm>

#include "os/sandbox_probes.h"

namespace prep {
namespace {

std::vector<Means>& pretended() {
  static std::vector<Means> missing;
  return missing;
}

std::vector<MeansState> probe_all() {
  std::vector<MeansState> states;
  const auto add = [&](Means means, const ProbeAnswer& answer) {
    states.push_back({means, answer.holds, answer.why});
  };
  add(Means::landlock, probe_landlock());
  add(Means::mount_namespace, probe_mount_namespace());
  add(Means::seccomp, probe_seccomp());
  add(Means::network_namespace, probe_network_namespace());
  add(Means::pid_namespace, probe_pid_namespace());
  add(Means::subreaper, probe_subreaper());
  add(Means::cgroup, {false, "prep polls the resident size instead"});
  return states;
}

std::vector<MeansState>& states() {
  static std::vector<MeansState> probed = probe_all();
  return probed;
}

}  // namespace

const std::vector<MeansState>& sandbox_means() { return states(); }

bool means_holds(Means means) {
  const auto& missing = pretended();
  if (std::find(missing.begin(), missing.end(), means) != missing.end()) return false;
  return std::any_of(states().begin(), states().end(),
                     [&](const MeansState& state) { return state.means == means && state.holds; });
}

void pretend_missing(std::vector<Means> means) { pretended() = std::move(means); }

std::string means_name(Means means) {
  switch (means) {
    case Means::landlock:
      return "Landlock";
    case Means::mount_namespace:
      return "mount namespace";
    case Means::seccomp:
      return "seccomp";
    case Means::network_namespace:
      return "network namespace";
    case Means::pid_namespace:
      return "process namespace";
    case Means::subreaper:
      return "subreaper";
    case Means::cgroup:
      return "cgroup";
  }
  return "unknown";
}

std::string sandbox_summary() {
  const bool files = means_holds(Means::landlock) || means_holds(Means::mount_namespace);
  const bool network = means_holds(Means::seccomp) || means_holds(Means::network_namespace);
  const bool processes = means_holds(Means::pid_namespace) || means_holds(Means::subreaper);
  std::string text = files ? "learner code reads and writes only its own folder and the system's libraries"
                           : "learner code can read and write all that you can";
  text += network ? ", has no network" : ", has the network";
  text +=
      processes ? ", and nothing of it outlives a run" : ", and a process that it detaches may outlive a run";
  return text + "; time, memory and output are limited in any case";
}

void make_undumpable() { prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

}  // namespace prep
