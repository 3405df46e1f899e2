#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "os/child_state.h"
#include "os/confine.h"
#include "os/error.h"
#include "os/files.h"
#include "os/process_tree.h"
#include "os/program.h"
#include "os/raw_fork.h"

namespace prep {
namespace {

namespace fs = std::filesystem;

constexpr int kTalkFrom = 3, kTalkTo = 4;  // the child's numbers

[[noreturn]] void refuse(const char* what) {
  throw Error(Exit::environment, "no_process",
              std::string("cannot start a program: ") + what + " failed (" + error_words(errno) +
                  "); close other programs, or raise the limit (ulimit -a)");
}

struct Pipe {
  OwnedFd read, write;
};

Pipe make_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) < 0) refuse("pipe");
  return {OwnedFd(ends[0]), OwnedFd(ends[1])};
}

// A socket where we write, so that a dead reader is an errno and no SIGPIPE.
Pipe make_socket() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) refuse("socketpair");
  return {OwnedFd(ends[0]), OwnedFd(ends[1])};
}

void make_nonblocking(const OwnedFd& fd) { fcntl(fd.get(), F_SETFL, fcntl(fd.get(), F_GETFL) | O_NONBLOCK); }

OwnedFd open_stdin(const ProcessSpec& spec) {
  const char* path = spec.stdin_file.empty() ? "/dev/null" : spec.stdin_file.c_str();
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    throw Error(Exit::environment, "no_stdin",
                std::string("cannot open ") + path + ": " + error_words(errno) + "; check that it exists");
  return OwnedFd(fd);
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (std::string& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

std::string step_words(Step step) {
  switch (step) {
    case Step::namespaces:
      return "making its namespaces";
    case Step::fork:
      return "fork";
    case Step::descriptors:
      return "placing its descriptors";
    case Step::folder:
      return "entering its folder";
    case Step::limits:
      return "setting its limits";
    case Step::landlock:
      return "confining its files";
    case Step::seccomp:
      return "confining its system calls";
    case Step::exec:
      return "executing it";
  }
  return "starting it";
}

pid_t fork_keeper(const LaunchPlan& plan) {
  // No handler of prep may run in the keeper, which is prep's image: it keeps all signals blocked.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  const pid_t pid = raw_fork(plan.namespaces.flags);
  if (pid == 0) run_keeper(plan);
  const int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return pid;
}

}  // namespace

Child Child::start(const ProcessSpec& spec) {
  // Orphans whose keeper was killed fall back to us rather than to init. The children's list is asked once
  // before any fork, since the first call remembers how.
  static const bool prepared =
      prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0 && list_children(getpid(), nullptr, 0) == 0;
  (void)prepared;

  auto state = std::make_unique<State>();
  state->limits = spec.limits;
  const fs::path program = find_program(spec);
  if (program.empty()) {
    state->failure = StartFailure{Step::exec, ENOENT};
    state->err =
        (spec.argv.empty() ? std::string("no program named") : spec.argv.front() + ": not found in PATH") +
        "\n";
    state->ended = true;
    return Child(std::move(state));
  }

  LaunchPlan plan;
  plan.program = program;
  std::vector<std::string> arguments = spec.argv, variables = child_environment(spec);
  plan.argv = pointers(arguments);
  plan.env = pointers(variables);
  plan.cwd = spec.cwd;
  plan.own_session = spec.output == Output::capture;
  plan.fixed_addresses = spec.fixed_addresses;
  plan.limits = resource_limits(spec);

  Pipe failure = make_pipe(), report = make_pipe(), lifeline = make_pipe(), out, err, up, down;
  OwnedFd input;
  if (spec.output == Output::capture || !spec.stdin_file.empty()) {
    input = open_stdin(spec);
    plan.fds.push_back({input.get(), STDIN_FILENO});
  } else {
    plan.fds.push_back({STDIN_FILENO, STDIN_FILENO});
  }
  if (spec.output == Output::capture) {
    out = make_pipe();
    err = make_pipe();
    plan.fds.push_back({out.write.get(), STDOUT_FILENO});
    plan.fds.push_back({err.write.get(), STDERR_FILENO});
  } else {
    plan.fds.push_back({STDOUT_FILENO, STDOUT_FILENO});
    plan.fds.push_back({STDERR_FILENO, STDERR_FILENO});
  }
  if (spec.talks) {
    up = make_pipe();
    down = make_socket();
    plan.fds.push_back({up.write.get(), kTalkFrom});
    plan.fds.push_back({down.read.get(), kTalkTo});
  }
  for (const PassedFd& fd : spec.fds) plan.fds.push_back({fd.parent_fd, fd.child_fd});
  plan.failure_fd = failure.write.get();
  plan.report_fd = report.write.get();
  plan.lifeline_fd = lifeline.read.get();

  OwnedFd landlock_rules;
  if (spec.confinement.confined) {
    plan_confinement(plan, spec.confinement);
    landlock_rules = OwnedFd(plan.landlock_rules);
  }

  {
    const std::lock_guard lock(keepers_lock());
    state->keeper = fork_keeper(plan);
    if (state->keeper < 0) refuse("fork");
    const TreeDies dies = plan.namespaces.flags != 0 ? TreeDies::with_keeper : TreeDies::when_told;
    state->slot = remember_keeper(state->keeper, lifeline.write.get(), dies,
                                  plan.own_session ? Session::own : Session::ours);
  }
  state->started = State::Clock::now();
  if (spec.limits.wall.count() > 0) state->wall_deadline = state->started + spec.limits.wall;
  state->lifeline = std::move(lifeline.write);
  state->report_fd = std::move(report.read);
  state->out_fd = std::move(out.read);
  state->err_fd = std::move(err.read);
  state->up_fd = std::move(up.read);
  state->down_fd = std::move(down.write);
  for (const OwnedFd* fd :
       {&state->report_fd, &state->out_fd, &state->err_fd, &state->up_fd, &state->down_fd}) {
    if (fd->open()) make_nonblocking(*fd);
  }

  // Ends at exec, when the last copy of the write end closes by itself.
  failure.write.reset();
  StartFailure told{};
  ssize_t bytes = 0;
  while ((bytes = read(failure.read.get(), &told, sizeof(told))) < 0 && errno == EINTR) continue;
  if (bytes == sizeof(told)) {
    state->failure = told;
    state->err = program.string() + ": " + step_words(told.step) + ": " + error_words(told.code) + "\n";
  }
  return Child(std::move(state));
}

}  // namespace prep
