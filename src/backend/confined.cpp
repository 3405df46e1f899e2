#include "backend/confined.h"

namespace prep {

ProcessSpec confined(const ConfinedRun& run) {
  ProcessSpec spec;
  spec.argv = run.argv;
  spec.cwd = run.folder;
  spec.env_add = run.env_add;
  spec.env_add.push_back("TMPDIR=" + run.folder.string());
  spec.env_add.push_back("HOME=" + run.folder.string());
  spec.env_add.push_back("LC_ALL=C.UTF-8");
  spec.fds = run.fds;
  spec.talks = run.talks;
  spec.limits = run.limits;
  if (spec.limits.processes == 0) spec.limits.processes = 64;
  spec.confinement.confined = true;
  spec.confinement.forks = run.forks;
  spec.confinement.supervision = run.supervision;
  spec.confinement.readable = run.readable;
  spec.confinement.readable.push_back(run.folder);
  spec.confinement.writable = {run.folder};
  return spec;
}

}  // namespace prep
