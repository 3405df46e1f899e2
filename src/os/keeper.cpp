// The keeper: a fork of prep that starts the program and outlives its whole tree. System calls only
// (launch.h).
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "os/launch.h"
#include "os/process_tree.h"
#include "os/raw_fork.h"

namespace prep {
namespace {

constexpr long kCloseRange = 436;

struct Leader {
  pid_t pid = -1;
  int status = 0;
  bool reaped = false;
};

// Reaps all that has ended; true when the keeper has no children left.
bool reap(Leader& leader, int& killed) {
  for (;;) {
    int status = 0;
    const pid_t pid = waitpid(-1, &status, WNOHANG);
    if (pid < 0 && errno == EINTR) continue;
    if (pid <= 0) return pid < 0;
    if (pid == leader.pid) {
      leader.status = status;
      leader.reaped = true;
    } else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
      ++killed;
    }
  }
}

// Without a process-id namespace: kills the direct children until there are none; whatever they leave becomes
// a direct child. Only the keeper reaps them, so no id can have passed to a stranger.
void kill_children() {
  static pid_t children[8192];
  const std::size_t count = list_children(getpid(), children, std::size(children));
  for (std::size_t i = 0; i < count; ++i) kill(children[i], SIGKILL);
}

void kill_tree(const LaunchPlan& plan, Leader& leader, int& killed) {
  if (reap(leader, killed)) return;   // the usual case: the leader was all there was
  setpriority(PRIO_PROCESS, 0, -10);  // against a fork bomb; only root may
  for (;;) {
    if (plan.namespaces.flags != 0) {
      kill(-1, SIGKILL);  // all but the keeper, at once: not even a fork bomb gets through
    } else {
      kill_children();
    }
    if (reap(leader, killed)) return;
    const timespec pause{0, 500'000};
    nanosleep(&pause, nullptr);
  }
}

// Until the leader ends, or prep says so, or prep is gone.
void wait_for_end(const LaunchPlan& plan, Leader& leader) {
  sigset_t child_signal;
  sigemptyset(&child_signal);
  sigaddset(&child_signal, SIGCHLD);  // blocked like all others, so it waits here
  const int signals = signalfd(-1, &child_signal, SFD_CLOEXEC | SFD_NONBLOCK);
  pollfd waits[2] = {{signals, POLLIN, 0}, {plan.lifeline_fd, POLLIN, 0}};
  int orphans_killed = 0;  // by others, while the leader runs: not ours to count
  for (;;) {
    reap(leader, orphans_killed);
    if (leader.reaped) return;
    if (poll(waits, 2, -1) < 0 && errno != EINTR) return;
    if (waits[1].revents != 0) return;
    signalfd_siginfo drained[8];
    while (read(signals, drained, sizeof(drained)) > 0) continue;
  }
}

}  // namespace

void close_all_but(const int* fds, std::size_t count) {
  unsigned from = 0;
  for (std::size_t i = 0; i <= count; ++i) {
    const unsigned to = i < count ? static_cast<unsigned>(fds[i]) : ~0U;
    if (to > from && syscall(kCloseRange, from, i < count ? to - 1 : ~0U, 0) < 0) {
      for (unsigned fd = from; fd < std::min(to, 4096U); ++fd) close(static_cast<int>(fd));
    }
    from = to + 1;
  }
}

void run_keeper(const LaunchPlan& plan) {
  prctl(PR_SET_NAME, "prep-keeper", 0, 0, 0);
  if (plan.namespaces.flags != 0) {
    if (const int error = enter_namespaces(plan.namespaces); error != 0)
      fail_start(plan.failure_fd, Step::namespaces, error);
  }
  // The program, of the same user, must not reach into the keeper, which is still prep's memory.
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);

  Leader leader;
  leader.pid = raw_fork(0);
  if (leader.pid == 0) run_leader(plan);
  if (leader.pid < 0) fail_start(plan.failure_fd, Step::fork, errno);

  int keep[2] = {plan.lifeline_fd, plan.report_fd};
  if (keep[0] > keep[1]) std::swap(keep[0], keep[1]);
  close_all_but(keep, 2);

  KeeperReport report;
  wait_for_end(plan, leader);
  report.leader_ended = leader.reaped;
  kill_tree(plan, leader, report.killed);
  report.leader_status = leader.status;

  rusage used{};
  getrusage(RUSAGE_CHILDREN, &used);
  report.cpu_us = (std::int64_t{used.ru_utime.tv_sec} + used.ru_stime.tv_sec) * 1'000'000 +
                  used.ru_utime.tv_usec + used.ru_stime.tv_usec;
  report.peak_bytes = static_cast<std::uint64_t>(used.ru_maxrss) * 1024;
  (void)!write(plan.report_fd, &report, sizeof(report));
  _exit(0);
}

}  // namespace prep
