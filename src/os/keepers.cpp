#include "os/keepers.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <vector>

#include "os/error.h"
#include "os/process.h"
#include "os/process_tree.h"

namespace prep {
namespace {

// Plain atomics, since a signal handler reads them.
struct Slot {
  std::atomic<pid_t> keeper{0};
  std::atomic<int> lifeline{-1};
  std::atomic<TreeDies> dies{TreeDies::when_told};
  std::atomic<Session> session{Session::own};
};
std::array<Slot, 256> slots;

termios terminal_modes;
bool terminal_known = false;
void (*terminal_cleanup)() = nullptr;

bool child_owns_the_terminal(int signal) {
  if (signal != SIGINT && signal != SIGQUIT) return false;
  for (const Slot& slot : slots) {
    if (slot.keeper != 0 && slot.session == Session::ours) return true;
  }
  return false;
}

// A child whose keeper does not answer within this is left to the keeper, which outlives us.
constexpr int kPatienceMs = 1000;

void on_signal(int signal) {
  const int saved_errno = errno;
  if (child_owns_the_terminal(signal)) {
    errno = saved_errno;
    return;
  }
  for (Slot& slot : slots) {
    if (slot.keeper == 0) continue;
    if (slot.dies == TreeDies::with_keeper)
      kill(slot.keeper, SIGKILL);
    else
      (void)!write(slot.lifeline, "k", 1);
  }
  int waited = 0;
  for (Slot& slot : slots) {
    while (slot.keeper != 0 && waited < kPatienceMs && waitpid(slot.keeper, nullptr, WNOHANG) == 0) {
      poll(nullptr, 0, 1);
      ++waited;
    }
  }
  if (terminal_known) tcsetattr(STDIN_FILENO, TCSANOW, &terminal_modes);
  if (terminal_cleanup != nullptr) terminal_cleanup();

  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  sigaction(signal, &standard, nullptr);
  raise(signal);  // delivered when this handler returns, since it is blocked meanwhile
}

}  // namespace

std::mutex& keepers_lock() {
  static std::mutex lock;
  return lock;
}

int remember_keeper(pid_t keeper, int lifeline_fd, TreeDies dies, Session session) {
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (slots[i].keeper != 0) continue;
    slots[i].lifeline = lifeline_fd;
    slots[i].dies = dies;
    slots[i].session = session;
    slots[i].keeper = keeper;
    return static_cast<int>(i);
  }
  throw Error(Exit::bug, "too_many_children", "too many programs run at once; please report this");
}

void forget_keeper(int slot) {
  if (slot >= 0) slots[static_cast<std::size_t>(slot)].keeper = 0;
}

bool is_keeper(pid_t pid) {
  for (const Slot& slot : slots) {
    if (slot.keeper == pid) return true;
  }
  return false;
}

void sweep_orphans() {
  const std::lock_guard lock(keepers_lock());
  std::vector<pid_t> children(4096);
  for (;;) {
    children.resize(children.capacity());
    children.resize(list_children(getpid(), children.data(), children.size()));
    int orphans = 0;
    for (const pid_t pid : children) {
      if (is_keeper(pid)) continue;
      ++orphans;
      ::kill(pid, SIGKILL);
    }
    if (orphans == 0) return;
    for (const pid_t pid : children) {
      if (!is_keeper(pid)) waitpid(pid, nullptr, 0);
    }
  }
}

void install_signal_handlers(void (*cleanup)()) {
  terminal_cleanup = cleanup;
  terminal_known = isatty(STDIN_FILENO) != 0 && tcgetattr(STDIN_FILENO, &terminal_modes) == 0;
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);  // nohup stays nohup
  }
}

}  // namespace prep
