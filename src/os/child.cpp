#include <csignal>
#include <cstring>

#include "os/child_state.h"

namespace prep {

Child::Child(std::unique_ptr<State> state) : state_(std::move(state)) {}
Child::Child(Child&&) noexcept = default;
Child& Child::operator=(Child&&) noexcept = default;
Child::~Child() = default;

void Child::send(std::string_view line) {
  State& s = *state_;
  s.unsent.append(line);
  s.unsent.push_back('\n');
  while (!s.unsent.empty() && s.down_fd.open() && !s.ended && !s.stopped) s.pump(Milliseconds{1000});
}

std::optional<std::string> Child::next_line(Milliseconds patience) {
  State& s = *state_;
  const auto deadline = State::Clock::now() + patience;
  while (s.lines.empty()) {
    if (!s.up_fd.open()) return std::nullopt;
    if (s.ended) {
      s.drain_lines();
      if (s.lines.empty()) return std::nullopt;
      break;
    }
    Milliseconds wait{1000};
    if (patience.count() > 0) {
      wait = std::chrono::ceil<Milliseconds>(deadline - State::Clock::now());
      if (wait.count() <= 0) return std::nullopt;
    }
    s.pump(wait);
  }
  std::string line = std::move(s.lines.front());
  s.lines.pop_front();
  return line;
}

bool Child::running() const {
  state_->pump(Milliseconds{0});
  return !state_->ended && !state_->stopped;
}

void Child::restart_wall(Milliseconds wall) {
  state_->limits.wall = wall;
  state_->wall_deadline.reset();
  if (wall.count() > 0) state_->wall_deadline = State::Clock::now() + wall;
}

ProcessResult Child::finish() {
  state_->unsent.clear();
  state_->down_fd.reset();
  state_->wait_until_ended();
  return state_->result();
}

ProcessResult Child::kill() {
  state_->stop(Ending::signalled);
  return finish();
}

ProcessResult run_process(const ProcessSpec& spec) { return Child::start(spec).finish(); }

std::string signal_words(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "SIGSEGV: invalid memory access";
    case SIGABRT:
      return "SIGABRT: aborted";
    case SIGFPE:
      return "SIGFPE: integer division by zero or overflow";
    case SIGBUS:
      return "SIGBUS: access beyond a mapped file, or misaligned";
    case SIGILL:
      return "SIGILL: illegal instruction";
    case SIGKILL:
      return "SIGKILL: killed";
    case SIGTERM:
      return "SIGTERM: asked to end";
    case SIGINT:
      return "SIGINT: interrupted";
    case SIGPIPE:
      return "SIGPIPE: wrote where nobody reads";
    case SIGXCPU:
      return "SIGXCPU: out of CPU time";
    case SIGXFSZ:
      return "SIGXFSZ: a file grew past its limit";
    case SIGSYS:
      return "SIGSYS: forbidden system call";
    case SIGTRAP:
      return "SIGTRAP: trap";
    default:
      break;
  }
  const char* name = sigabbrev_np(signal);
  const char* words = sigdescr_np(signal);
  if (name == nullptr || words == nullptr) return "signal " + std::to_string(signal);
  return std::string("SIG") + name + ": " + words;
}

}  // namespace prep
