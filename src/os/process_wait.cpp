#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "os/child_state.h"
#include "os/process_tree.h"

namespace prep {
namespace {

using std::chrono::duration_cast;

constexpr std::size_t kKeptWithoutLimit = std::size_t{64} << 20;
constexpr std::size_t kLongestLine = std::size_t{16} << 20;
constexpr Milliseconds kBetweenLooks{20};
constexpr Milliseconds kKeeperPatience{700};

// Reads what is there, at most a few pieces so that a flood leaves time for the limits. Closes at the end.
template <typename Take>
void read_available(OwnedFd& fd, Take take) {
  std::array<char, 65536> buffer;
  for (int pieces = 0; fd.open() && pieces < 16; ++pieces) {
    const ssize_t bytes = read(fd.get(), buffer.data(), buffer.size());
    if (bytes < 0 && errno == EINTR) continue;
    if (bytes < 0 && errno == EAGAIN) return;
    if (bytes <= 0)
      fd.reset();
    else
      take(std::string_view(buffer.data(), static_cast<std::size_t>(bytes)));
  }
}

}  // namespace

OwnedFd& OwnedFd::operator=(OwnedFd&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = other.release();
  }
  return *this;
}

void OwnedFd::reset() {
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
}

int OwnedFd::release() {
  const int fd = fd_;
  fd_ = -1;
  return fd;
}

Child::State::~State() {
  if (keeper < 0) return;
  stop(Ending::signalled);
  wait_until_ended();
}

void Child::State::stop(Ending why) {
  if (ended || stopped) return;
  stopped = why;
  keeper_deadline = Clock::now() + kKeeperPatience;
  // Not closed: a signal handler may be about to write to that number.
  (void)!write(lifeline.get(), "k", 1);
  ::kill(keeper, SIGCONT);  // without a namespace of its own, the program may have stopped its keeper
}

void Child::State::read_output(OwnedFd& fd, std::string& kept) {
  const std::size_t most = limits.output_bytes > 0 ? limits.output_bytes : kKeptWithoutLimit;
  read_available(fd, [&](std::string_view bytes) {
    const std::size_t room = most - std::min<std::size_t>(most, out.size() + err.size());
    kept.append(bytes.substr(0, room));
    output_seen += bytes.size();
  });
  if (limits.output_bytes > 0 && output_seen > limits.output_bytes) stop(Ending::output_limit);
}

void Child::State::read_lines() {
  read_available(up_fd, [&](std::string_view bytes) {
    up_rest.append(bytes);
    std::size_t from = 0;
    for (std::size_t end; (end = up_rest.find('\n', from)) != std::string::npos; from = end + 1) {
      lines.push_back(up_rest.substr(from, end - from));
    }
    up_rest.erase(0, from);
  });
  if (up_rest.size() > kLongestLine) {
    up_rest.clear();
    stop(Ending::output_limit);
  }
}

void Child::State::write_unsent() {
  while (!unsent.empty() && down_fd.open()) {
    const ssize_t bytes = ::send(down_fd.get(), unsent.data(), unsent.size(), MSG_NOSIGNAL);
    if (bytes < 0 && errno == EINTR) continue;
    if (bytes < 0 && errno == EAGAIN) return;
    if (bytes < 0)
      down_fd.reset();  // nobody reads: next_line() tells
    else
      unsent.erase(0, static_cast<std::size_t>(bytes));
  }
  unsent.clear();
}

void Child::State::read_report() {
  KeeperReport told;
  const ssize_t bytes = read(report_fd.get(), &told, sizeof(told));
  if (bytes < 0) return;
  if (bytes == sizeof(told)) report = told;
  report_fd.reset();
  finish_ended();
}

// The keeper is done, or dead. In a namespace of its own the kernel has killed the rest before it lets us
// reap it.
void Child::State::finish_ended() {
  while (waitpid(keeper, nullptr, 0) < 0 && errno == EINTR) continue;
  forget_keeper(slot);
  if (!report) sweep_orphans();
  ended = true;
  wall = Clock::now() - started;
}

void Child::State::give_up_on_keeper() {
  ::kill(keeper, SIGKILL);
  report_fd.reset();
  finish_ended();
}

void Child::State::watch_tree() {
  const bool by_size = limits.memory_bytes > 0 && limits.memory_kind == MemoryLimit::resident;
  if (limits.processes <= 0 && !by_size) return;
  const auto now = Clock::now();
  if (now < next_look) return;
  next_look = now + kBetweenLooks;
  const std::vector<pid_t> tree = descendants(keeper);
  if (limits.processes > 0 && tree.size() > static_cast<std::size_t>(limits.processes)) {
    stop(Ending::process_limit);
    return;
  }
  if (!by_size) return;
  std::uint64_t size = 0;
  for (const pid_t pid : tree) size += resident_bytes(pid);
  peak_tree = std::max(peak_tree, size);
  if (size > limits.memory_bytes) stop(Ending::memory_limit);
}

void Child::State::pump(Milliseconds patience) {
  if (ended) return;
  auto now = Clock::now();
  auto until = now + patience;
  if (keeper_deadline)
    until = std::min(until, *keeper_deadline);
  else if (wall_deadline)
    until = std::min(until, *wall_deadline);
  if (!stopped && (limits.processes > 0 || limits.memory_bytes > 0)) until = std::min(until, next_look);

  std::array<pollfd, 5> waits;
  nfds_t count = 0;
  const auto wait_for = [&](const OwnedFd& fd, short events) {
    if (fd.open()) waits[count++] = {fd.get(), events, 0};
  };
  wait_for(report_fd, POLLIN);
  wait_for(out_fd, POLLIN);
  wait_for(err_fd, POLLIN);
  wait_for(up_fd, POLLIN);
  if (!unsent.empty()) wait_for(down_fd, POLLOUT);
  const auto left = std::max(Clock::duration::zero(), until - now);
  const auto whole = duration_cast<std::chrono::seconds>(left);
  const timespec wait{whole.count(), duration_cast<std::chrono::nanoseconds>(left - whole).count()};
  ppoll(waits.data(), count, &wait, nullptr);

  read_output(out_fd, out);
  read_output(err_fd, err);
  read_lines();
  write_unsent();
  read_report();
  if (ended) return;
  now = Clock::now();
  if (keeper_deadline && now >= *keeper_deadline) {
    give_up_on_keeper();
  } else if (!stopped) {
    if (wall_deadline && now >= *wall_deadline)
      stop(Ending::wall_limit);
    else
      watch_tree();
  }
}

void Child::State::drain_lines() {
  // Nobody writes any more, so an open end has more to read; where a strange holder keeps it open, that is
  // enough.
  for (std::size_t before = ~std::size_t{0}; up_fd.open() && before != lines.size() + up_rest.size();) {
    before = lines.size() + up_rest.size();
    read_lines();
  }
  up_fd.reset();
}

void Child::State::wait_until_ended() {
  constexpr Milliseconds kAnHour{3'600'000};
  while (!ended) pump(kAnHour);
}

ProcessResult Child::State::result() {
  ProcessResult result;
  // What the program had written before it ended is still in the pipes; nobody writes any more.
  for (std::uint64_t before = ~std::uint64_t{0}; before != output_seen && (out_fd.open() || err_fd.open());) {
    before = output_seen;
    read_output(out_fd, out);
    read_output(err_fd, err);
  }
  const bool too_much =
      limits.output_bytes > 0 && output_seen > limits.output_bytes;  // also when found only now
  result.cut = output_seen > out.size() + err.size() && !failure;
  result.out = std::move(out);
  result.err = std::move(err);
  if (failure) {
    result.status = failure->code;
    return result;
  }

  const KeeperReport told = report.value_or(KeeperReport{});
  const int status = report ? told.leader_status : SIGKILL;
  result.wall = duration_cast<Milliseconds>(wall);
  result.cpu = Milliseconds(told.cpu_us / 1000);
  result.peak_bytes = std::max(told.peak_bytes, peak_tree);
  result.killed_descendants = told.killed;
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  const bool out_of_cpu = limits.cpu.count() > 0 && (result.signal == SIGXCPU ||
                                                     (result.signal == SIGKILL && result.cpu >= limits.cpu));
  if (too_much) {
    result.ending = Ending::output_limit;
  } else if (stopped && *stopped != Ending::signalled && !told.leader_ended) {
    result.ending = *stopped;
  } else if (WIFEXITED(status)) {
    result.ending = Ending::exited;
    result.status = WEXITSTATUS(status);
  } else {
    result.ending = out_of_cpu ? Ending::cpu_limit : Ending::signalled;
  }
  return result;
}

}  // namespace prep
