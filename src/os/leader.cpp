// From a fork of prep to the learner's program. System calls only (launch.h).
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "os/landlock.h"
#include "os/launch.h"
#include "os/seccomp.h"

namespace prep {
namespace {

constexpr long kCloseRange = 436;
constexpr unsigned kCloseOnExec = 4;
constexpr int kDescriptorsWithoutRange = 4096;  // kernels before 5.9 are walked through this far

void mark_all_close_on_exec() {
  if (syscall(kCloseRange, 3, ~0U, kCloseOnExec) == 0) return;
  for (int fd = 3; fd < kDescriptorsWithoutRange; ++fd) fcntl(fd, F_SETFD, FD_CLOEXEC);
}

// Puts each descriptor at its number. First all are copied above every target, since sources and targets may
// overlap.
int place_descriptors(const LaunchPlan& plan, int& failure_fd, int& landlock_rules) {
  constexpr int kMost = 64;
  int copies[kMost];
  int above = 3;
  for (const FdMove& move : plan.fds) above = std::max(above, move.to + 1);
  if (plan.fds.size() > kMost) return EMFILE;
  failure_fd = fcntl(failure_fd, F_DUPFD_CLOEXEC, above);
  if (failure_fd < 0) return errno;
  if (landlock_rules >= 0) {
    landlock_rules = fcntl(landlock_rules, F_DUPFD_CLOEXEC, above);
    if (landlock_rules < 0) return errno;
  }
  for (std::size_t i = 0; i < plan.fds.size(); ++i) {
    copies[i] = fcntl(plan.fds[i].from, F_DUPFD_CLOEXEC, above);
    if (copies[i] < 0) return errno;
  }
  mark_all_close_on_exec();
  for (std::size_t i = 0; i < plan.fds.size(); ++i) {
    if (dup2(copies[i], plan.fds[i].to) < 0) return errno;  // clears close-on-exec
  }
  return 0;
}

void reset_signals() {
  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  for (int signal = 1; signal < NSIG; ++signal) sigaction(signal, &standard, nullptr);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

// exec of a root user's program takes its capabilities from the bounding set. Reading files whatever their
// owner stays: a checkout often belongs to somebody else than root, and where files end is decided elsewhere.
void drop_capabilities() {
  for (unsigned long capability = 0; capability < 64; ++capability) {
    if (capability != CAP_DAC_OVERRIDE) prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
  }
}

int confine(const LaunchPlan& plan, int landlock_rules, Step& step) {
  drop_capabilities();
  step = Step::landlock;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return errno;
  if (landlock_rules >= 0) {
    // A /proc of one's own is readable whole; of the machine's only the program's own folder. That one is
    // writable: the CUDA driver names its thread there, and gives up where it cannot.
    if (plan.namespaces.flags != 0) {
      if (const int error = allow_reading(landlock_rules, "/proc"); error != 0) return error;
    }
    if (const int error = allow_changing(landlock_rules, "/proc/self"); error != 0) return error;
    if (const int error = enter_landlock(landlock_rules); error != 0) return error;
  }
  step = Step::seccomp;
  return plan.seccomp != nullptr ? enter_seccomp(*plan.seccomp) : 0;
}

}  // namespace

void fail_start(int failure_fd, Step step, int code) {
  const StartFailure failure{step, code};
  (void)!write(failure_fd, &failure, sizeof(failure));  // nobody is left to tell where this fails
  _exit(127);
}

void run_leader(const LaunchPlan& plan) {
  int failure_fd = plan.failure_fd, landlock_rules = plan.landlock_rules;
  if (plan.own_session) setsid();
  if (const int error = place_descriptors(plan, failure_fd, landlock_rules); error != 0)
    fail_start(failure_fd, Step::descriptors, error);
  if (!plan.cwd.empty() && chdir(plan.cwd.c_str()) < 0) fail_start(failure_fd, Step::folder, errno);
  if (plan.fixed_addresses) personality(ADDR_NO_RANDOMIZE);
  for (const ResourceLimit& limit : plan.limits) {
    rlimit old{};
    if (getrlimit(static_cast<__rlimit_resource>(limit.resource), &old) < 0)
      fail_start(failure_fd, Step::limits, errno);
    const rlimit now{std::min(limit.soft, old.rlim_max), std::min(limit.hard, old.rlim_max)};
    if (setrlimit(static_cast<__rlimit_resource>(limit.resource), &now) < 0)
      fail_start(failure_fd, Step::limits, errno);
  }
  if (plan.confined) {
    Step step = Step::landlock;
    if (const int error = confine(plan, landlock_rules, step); error != 0)
      fail_start(failure_fd, step, error);
  }
  reset_signals();
  execve(plan.program.c_str(), plan.argv.data(), plan.env.data());
  fail_start(failure_fd, Step::exec, errno);
}

}  // namespace prep
