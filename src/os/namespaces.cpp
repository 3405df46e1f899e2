#include "os/namespaces.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace prep {
namespace {

namespace fs = std::filesystem;

// The new tree is built on a tmpfs over /tmp, which then becomes the root: from there the old root is
// reachable under /old whole, also what the tmpfs hid.
constexpr const char* kOld = "/old";
constexpr const char* kNew = "/new";

struct MountAttr {  // of mount_setattr, younger than our headers
  std::uint64_t set, clear, propagation, userns;
};
constexpr long kMountSetattr = 442;
constexpr std::uint64_t kReadOnly = 1;
constexpr unsigned kRecursive = 0x8000;

int make_read_only(const char* path, unsigned flags) {
  const MountAttr attr{kReadOnly, 0, 0, 0};
  return syscall(kMountSetattr, AT_FDCWD, path, flags, &attr, sizeof(attr)) < 0 ? errno : 0;
}

int pivot(const char* root, const char* old) { return syscall(SYS_pivot_root, root, old) < 0 ? errno : 0; }

int write_text(const char* path, const char* text) {
  const int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return errno;
  const auto length = std::strlen(text);
  const int result = write(fd, text, length) == static_cast<ssize_t>(length) ? 0 : errno;
  close(fd);
  return result;
}

int map_users(const NamespacePlan& plan) {
  // A process that must not be dumped owns nothing in its own /proc folder.
  prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
  const int groups = write_text("/proc/self/setgroups", "deny");
  if (groups != 0 && groups != ENOENT) return groups;
  if (const int error = write_text("/proc/self/uid_map", plan.uid_map.c_str()); error != 0) return error;
  return write_text("/proc/self/gid_map", plan.gid_map.c_str());
}

int apply(const MountStep& step) {
  switch (step.kind) {
    case MountStep::Kind::folder:
      return mkdir(step.target.c_str(), 0755) < 0 && errno != EEXIST ? errno : 0;
    case MountStep::Kind::file: {
      const int fd = open(step.target.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC, 0644);
      if (fd >= 0) close(fd);
      return fd < 0 && access(step.target.c_str(), F_OK) != 0 ? errno : 0;
    }
    case MountStep::Kind::link:
      return symlink(step.source.c_str(), step.target.c_str()) < 0 && errno != EEXIST ? errno : 0;
    case MountStep::Kind::bind:
    case MountStep::Kind::bind_read_only:
      if (mount(step.source.c_str(), step.target.c_str(), nullptr, MS_BIND | MS_REC, nullptr) < 0)
        return errno;
      return step.kind == MountStep::Kind::bind ? 0 : make_read_only(step.target.c_str(), kRecursive);
  }
  return EINVAL;
}

int mount_proc(const char* target) {
  return mount("proc", target, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) < 0 ? errno : 0;
}

// Programs write to their own folder in /proc (the CUDA driver names its thread there, or gives up); what
// governs the machine is made read-only, which matters to root.
int protect_proc() {
  for (const char* path : {"/proc/sys", "/proc/sysrq-trigger", "/proc/irq", "/proc/bus", "/proc/fs"}) {
    if (mount(path, path, nullptr, MS_BIND | MS_REC, nullptr) < 0) {
      if (errno == ENOENT) continue;
      return errno;
    }
    if (const int error = make_read_only(path, kRecursive); error != 0) return error;
  }
  return 0;
}

int start_tree() {
  if (mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755") < 0) return errno;
  if (mkdir("/tmp/old", 0755) < 0 || mkdir("/tmp/new", 0755) < 0 || chdir("/tmp") < 0) return errno;
  if (const int error = pivot(".", "old"); error != 0) return error;
  if (chdir("/") < 0) return errno;
  return mount(kNew, kNew, nullptr, MS_BIND | MS_REC, nullptr) < 0 ? errno : 0;  // a root must be a mount
}

int finish_tree() {
  // A user namespace may mount /proc only while it sees another one, so before the old root goes.
  if (const int error = mount_proc("/new/proc"); error != 0) return error;
  if (umount2(kOld, MNT_DETACH) < 0 || chdir(kNew) < 0) return errno;
  if (const int error = pivot(".", "."); error != 0) return error;  // the old root now lies over the new one
  if (umount2(".", MNT_DETACH) < 0 || chdir("/") < 0) return errno;
  return make_read_only("/", 0);
}

class TreePlanner {
 public:
  explicit TreePlanner(std::vector<MountStep>& steps) : steps_(steps) {}

  void add(const fs::path& path, MountStep::Kind bind) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    if (error) return;
    const std::string place = kNew + real.string();
    if (bind == MountStep::Kind::bind || !covered(real)) {
      folders_above(real);
      steps_.push_back(
          {fs::is_directory(real, error) ? MountStep::Kind::folder : MountStep::Kind::file, "", place});
      steps_.push_back({bind, kOld + real.string(), place});
      bound_.push_back(real);
    }
    const fs::path named = fs::absolute(path).lexically_normal();
    if (named != real && !covered(named)) {  // /lib64 -> usr/lib64: programs know it by that name
      folders_above(named);
      steps_.push_back({MountStep::Kind::link, real.string(), kNew + named.string()});
      bound_.push_back(named);  // what lies below is reached through the link
    }
  }

 private:
  bool covered(const fs::path& path) const {
    return std::any_of(bound_.begin(), bound_.end(), [&](const fs::path& root) {
      return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
    });
  }
  void folders_above(const fs::path& path) {
    fs::path at = kNew;
    for (const fs::path& part : path.parent_path().relative_path()) {
      at /= part;
      steps_.push_back({MountStep::Kind::folder, "", at.string()});
    }
  }
  std::vector<MountStep>& steps_;
  std::vector<fs::path> bound_;
};

}  // namespace

NamespacePlan plan_namespaces(AsUser as_user) {
  NamespacePlan plan;
  plan.flags = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC;
  if (as_user == AsUser::yes) {
    plan.flags |= CLONE_NEWUSER;
    const std::string uid = std::to_string(geteuid()), gid = std::to_string(getegid());
    plan.uid_map = uid + " " + uid + " 1\n";
    plan.gid_map = gid + " " + gid + " 1\n";
  }
  return plan;
}

void plan_tree(NamespacePlan& plan, const std::vector<fs::path>& readable,
               const std::vector<fs::path>& writable) {
  TreePlanner planner(plan.tree);
  std::vector<fs::path> outer_first = readable;
  std::sort(outer_first.begin(), outer_first.end());
  for (const fs::path& path : outer_first) planner.add(path, MountStep::Kind::bind_read_only);
  for (const fs::path& path : writable) planner.add(path, MountStep::Kind::bind);
  plan.tree.push_back({MountStep::Kind::folder, "", std::string(kNew) + "/proc"});
}

int enter_namespaces(const NamespacePlan& plan) {
  if (!plan.uid_map.empty()) {
    if (const int error = map_users(plan); error != 0) return error;
  }
  // What is mounted here stays here.
  if (mount(nullptr, "/", nullptr, MS_REC | MS_SLAVE, nullptr) < 0) return errno;
  if (plan.tree.empty()) {
    if (const int error = mount_proc("/proc"); error != 0) return error;
    return protect_proc();
  }
  if (const int error = start_tree(); error != 0) return error;
  for (const MountStep& step : plan.tree) {
    if (const int error = apply(step); error != 0) return error;
  }
  if (const int error = finish_tree(); error != 0) return error;
  return protect_proc();
}

}  // namespace prep
