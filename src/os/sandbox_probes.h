// Each means of confinement, tried in a child that then attempts what must no longer work. Private to src/os.
#pragma once
#include <string>

#include "os/namespaces.h"

namespace prep {

struct ProbeAnswer {
  bool holds = false;
  std::string why;  // where it does not
};

ProbeAnswer probe_landlock();
ProbeAnswer probe_mount_namespace();
ProbeAnswer probe_seccomp();
ProbeAnswer probe_network_namespace();
ProbeAnswer probe_pid_namespace();  // remembers its answer: other probes need it
ProbeAnswer probe_subreaper();

// Whether namespaces here need a user namespace: as root plain ones are tried first. Known after
// probe_pid_namespace().
AsUser namespace_user();

}  // namespace prep
