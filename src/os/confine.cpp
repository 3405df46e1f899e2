#include "os/confine.h"

#include <sched.h>

#include <algorithm>
#include <cerrno>

#include "os/error.h"
#include "os/files.h"
#include "os/landlock.h"
#include "os/sandbox.h"
#include "os/sandbox_probes.h"
#include "os/seccomp.h"

namespace prep {
namespace {

namespace fs = std::filesystem;

// Where the program sees the machine's /proc, these besides its own folder. None of them tells of other
// processes.
const std::vector<fs::path>& machine_facts() {
  static const std::vector<fs::path> paths = {
      "/proc/cpuinfo", "/proc/meminfo",     "/proc/stat",    "/proc/version", "/proc/devices",
      "/proc/sys",     "/proc/filesystems", "/proc/loadavg", "/proc/driver",  "/proc/uptime"};
  return paths;
}

}  // namespace

std::vector<fs::path> system_readable() {
  return {"/usr",
          "/bin",
          "/sbin",
          "/lib",
          "/lib32",
          "/lib64",
          "/libx32",
          "/opt",
          "/nix/store",
          "/gnu/store",
          "/sys",
          "/etc/ld.so.cache",
          "/etc/ld.so.conf",
          "/etc/ld.so.conf.d",
          "/etc/ld.so.preload",
          "/etc/alternatives",
          "/etc/localtime",
          "/etc/locale.alias",
          "/etc/nsswitch.conf",
          "/etc/passwd",
          "/etc/group"};
}

std::vector<fs::path> system_devices() {
  std::vector<fs::path> devices = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"};
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/dev", error)) {
    if (entry.path().filename().string().starts_with("nvidia")) devices.push_back(entry.path());
  }
  return devices;
}

void plan_confinement(LaunchPlan& plan, const Confinement& confinement) {
  plan.confined = true;
  std::vector<fs::path> readable = system_readable();
  readable.push_back(plan.program);
  readable.insert(readable.end(), confinement.readable.begin(), confinement.readable.end());
  std::vector<fs::path> writable = system_devices();
  writable.insert(writable.end(), confinement.writable.begin(), confinement.writable.end());

  // A tree of its own has the /proc of all the tool's processes, and of no others.
  const bool own_tree = confinement.supervision == Supervision::by_tool &&
                        means_holds(Means::pid_namespace) && means_holds(Means::mount_namespace);
  const bool landlock = means_holds(Means::landlock) && !own_tree;
  if (means_holds(Means::pid_namespace)) {
    plan.namespaces = plan_namespaces(namespace_user());
    if (!landlock && means_holds(Means::mount_namespace)) plan_tree(plan.namespaces, readable, writable);
    if (confinement.supervision == Supervision::none && !means_holds(Means::seccomp) &&
        means_holds(Means::network_namespace))
      plan.namespaces.flags |= CLONE_NEWNET;
  }
  if (landlock) {
    if (plan.namespaces.flags == 0)
      readable.insert(readable.end(), machine_facts().begin(), machine_facts().end());
    plan.landlock_rules = make_landlock_rules(readable, writable, confinement.supervision);
    if (plan.landlock_rules < 0) {
      throw Error(Exit::environment, "no_sandbox",
                  "cannot confine a program with Landlock (" + error_words(errno) + "); see prep doctor");
    }
  }
  if (means_holds(Means::seccomp))
    plan.seccomp = &seccomp_program(confinement.forks, confinement.supervision);
}

}  // namespace prep
