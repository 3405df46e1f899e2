#include "store/spawn.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <ctime>
#include <stdexcept>

namespace prep_test {

Appender::Appender(const std::filesystem::path& home, const std::filesystem::path& state, int count,
                   std::uint64_t file_limit) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) < 0) throw std::runtime_error("no pipe");
  const std::string number = std::to_string(count);
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error("no process");
  if (pid_ == 0) {
    dup2(ends[1], STDOUT_FILENO);
    const int quiet = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(quiet, STDERR_FILENO);
    if (file_limit > 0) {
      const rlimit limit{file_limit, file_limit};
      setrlimit(RLIMIT_FSIZE, &limit);
    }
    execl(PREP_APPENDER, PREP_APPENDER, home.c_str(), state.c_str(), number.c_str(),
          static_cast<char*>(nullptr));
    _exit(127);
  }
  close(ends[1]);
  pipe_ = ends[0];
}

Appender::~Appender() {
  if (pid_ > 0) {
    kill();
    finish();
  }
  close(pipe_);
}

void Appender::read_ids(std::size_t count, int microseconds) {
  using clock = std::chrono::steady_clock;
  const auto end = clock::now() + std::chrono::microseconds{microseconds};
  while (ids().size() < count) {
    const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(end - clock::now()).count();
    if (left <= 0) return;
    pollfd ready{pipe_, POLLIN, 0};
    const timespec patience{static_cast<time_t>(left / 1'000'000'000),
                            static_cast<long>(left % 1'000'000'000)};
    if (ppoll(&ready, 1, &patience, nullptr) <= 0) return;
    char bytes[4096];
    const ssize_t n = read(pipe_, bytes, sizeof bytes);
    if (n <= 0) return;
    text_.append(bytes, static_cast<std::size_t>(n));
  }
}

void Appender::kill() { ::kill(pid_, SIGKILL); }

int Appender::finish() {
  char bytes[4096];
  for (ssize_t n; (n = read(pipe_, bytes, sizeof bytes)) > 0;)
    text_.append(bytes, static_cast<std::size_t>(n));
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::vector<std::string> Appender::ids() const {
  std::vector<std::string> ids;
  std::size_t at = 0;
  for (std::size_t end; (end = text_.find('\n', at)) != std::string::npos; at = end + 1) {
    ids.push_back(text_.substr(at, end - at));
  }
  return ids;
}

}  // namespace prep_test
