#include "os/sandbox.h"

#include <sys/prctl.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "os/sandbox_probes.h"

namespace prep {
namespace {

std::vector<Means>& pretended() {
  static std::vector<Means> missing;
  return missing;
}

ProbeAnswer probe(Means means) {
  switch (means) {
    case Means::landlock:
      return probe_landlock();
    case Means::mount_namespace:
      return probe_mount_namespace();
    case Means::seccomp:
      return probe_seccomp();
    case Means::network_namespace:
      return probe_network_namespace();
    case Means::pid_namespace:
      return probe_pid_namespace();
    case Means::subreaper:
      return probe_subreaper();
    case Means::cgroup:
      return {false, "prep polls the resident size instead"};
  }
  return {false, "unknown"};
}

// Each means is probed when somebody first asks for it: a run needs three of them, doctor shows all.
const MeansState& state_of(Means means) {
  static std::recursive_mutex lock;  // one probe may ask for another
  static std::map<Means, MeansState> known;
  const std::lock_guard guard(lock);
  const auto found = known.find(means);
  if (found != known.end()) return found->second;
  const ProbeAnswer answer = probe(means);
  return known.emplace(means, MeansState{means, answer.holds, answer.why}).first->second;
}

}  // namespace

const std::vector<MeansState>& sandbox_means() {
  static const std::vector<MeansState> all = {
      state_of(Means::landlock),      state_of(Means::mount_namespace),
      state_of(Means::seccomp),       state_of(Means::network_namespace),
      state_of(Means::pid_namespace), state_of(Means::subreaper),
      state_of(Means::cgroup)};
  return all;
}

bool means_holds(Means means) {
  const auto& missing = pretended();
  return std::find(missing.begin(), missing.end(), means) == missing.end() && state_of(means).holds;
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
