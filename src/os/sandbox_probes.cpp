#include "os/sandbox_probes.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "os/confine.h"
#include "os/files.h"
#include "os/landlock.h"
#include "os/process_tree.h"
#include "os/raw_fork.h"
#include "os/seccomp.h"

namespace prep {
namespace {

constexpr int kNoEffect = 250;  // made without an error, yet the forbidden thing still worked

// Runs attempt() in a child; it returns 0, an errno, or kNoEffect, and may make system calls only.
template <typename Attempt>
int try_in_child(unsigned long namespaces, Attempt attempt) {
  sigset_t all, before;  // a handler of prep must not run in the child
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  const pid_t pid = raw_fork(namespaces);
  if (pid == 0) _exit(attempt());
  const int fork_error = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (pid < 0) return fork_error;
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : kNoEffect;
}

ProbeAnswer answer(int result) {
  if (result == 0) return {true, ""};
  if (result == kNoEffect) return {false, "the kernel accepts it, but it has no effect"};
  return {false, error_words(result)};
}

bool is_missing(const char* path) { return access(path, F_OK) < 0 && errno == ENOENT; }

AsUser& user_choice() {
  static AsUser choice = geteuid() == 0 ? AsUser::no : AsUser::yes;
  return choice;
}

int try_pid_namespace(AsUser as_user) {
  const NamespacePlan plan = plan_namespaces(as_user);
  return try_in_child(plan.flags, [&] {
    if (const int error = enter_namespaces(plan); error != 0) return error;
    char self[8] = {};
    const bool first = getpid() == 1 && readlink("/proc/self", self, sizeof(self) - 1) == 1 && self[0] == '1';
    return first ? 0 : kNoEffect;
  });
}

}  // namespace

AsUser namespace_user() { return user_choice(); }

ProbeAnswer probe_landlock() {
  const int version = landlock_version();
  if (version < 1) {
    return {false, errno == ENOSYS ? "this kernel has no Landlock"
                                   : "switched off in this kernel: " + error_words(errno)};
  }
  const int rules = make_landlock_rules({}, {});
  if (rules < 0) return {false, error_words(errno)};
  const int result = try_in_child(0, [&] {
    if (const int error = enter_landlock(rules); error != 0) return error;
    return open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC) < 0 && errno == EACCES ? 0 : kNoEffect;
  });
  close(rules);
  return answer(result);
}

ProbeAnswer probe_seccomp() {
  const sock_fprog& program = seccomp_program(Forks::allowed);
  return answer(try_in_child(0, [&] {
    if (const int error = enter_seccomp(program); error != 0) return error;
    const bool network_denied = socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM;
    return network_denied && getpid() > 0 ? 0 : kNoEffect;
  }));
}

ProbeAnswer probe_pid_namespace() {
  static const ProbeAnswer found = [] {
    const int result = try_pid_namespace(user_choice());
    if (result == 0 || user_choice() == AsUser::yes) return answer(result);
    // Root of a container often lacks the privilege, and yet may make a user namespace.
    const int second = try_pid_namespace(AsUser::yes);
    if (second == 0) user_choice() = AsUser::yes;
    return answer(second == 0 ? 0 : result);
  }();
  return found;
}

ProbeAnswer probe_mount_namespace() {
  if (!probe_pid_namespace().holds) return {false, "needs the process namespace"};
  NamespacePlan plan = plan_namespaces(user_choice());
  plan_tree(plan, system_readable(), system_devices());
  return answer(try_in_child(plan.flags, [&] {
    if (const int error = enter_namespaces(plan); error != 0) return error;
    const bool only_the_system =
        access("/usr", X_OK) == 0 && is_missing("/var") && is_missing("/old") && is_missing("/tmp");
    const bool read_only =
        mkdir("/prep-probe", 0700) < 0 && open("/usr/prep-probe", O_CREAT | O_WRONLY, 0600) < 0;
    return only_the_system && read_only ? 0 : kNoEffect;
  }));
}

ProbeAnswer probe_network_namespace() {
  if (!probe_pid_namespace().holds) return {false, "needs the process namespace"};
  NamespacePlan plan = plan_namespaces(user_choice());
  return answer(try_in_child(plan.flags | CLONE_NEWNET, [&] {
    if (const int error = enter_namespaces(plan); error != 0) return error;
    const int fd = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in elsewhere{};
    elsewhere.sin_family = AF_INET;
    elsewhere.sin_port = htons(9);
    elsewhere.sin_addr.s_addr =
        htonl(0xC0000201);  // 192.0.2.1, reserved for examples; connecting UDP sends nothing
    if (fd < 0) return errno;
    return connect(fd, reinterpret_cast<sockaddr*>(&elsewhere), sizeof(elsewhere)) < 0 ? 0 : kNoEffect;
  }));
}

ProbeAnswer probe_subreaper() {
  if (list_children(getpid(), nullptr, 0) != 0 || access("/proc/self/stat", R_OK) != 0) {
    return {false, "needs /proc"};
  }
  return answer(try_in_child(0, [] {
    if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0) return errno;
    const pid_t reaper = getpid();
    const pid_t child = raw_fork(0);
    if (child == 0) {
      const pid_t parent = getpid();
      if (raw_fork(0) != 0) _exit(0);
      while (getppid() == parent) sched_yield();  // until the child in between is gone
      _exit(getppid() == reaper ? 0 : kNoEffect);
    }
    int status = 0;
    int last = kNoEffect;
    while (waitpid(-1, &status, 0) > 0) last = WEXITSTATUS(status);
    return last;
  }));
}

}  // namespace prep
