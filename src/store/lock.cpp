#include "store/lock.h"

#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <thread>

#include "os/error.h"
#include "os/paths.h"
#include "store/errors.h"

namespace prep {
namespace fs = std::filesystem;
namespace {

// "prep run ex_03": the program's name and its first words, for whoever waits.
std::string own_command() {
  constexpr std::size_t kWords = 3;
  std::string command;
  try {
    const std::string arguments = read_file("/proc/self/cmdline");
    std::size_t at = 0;
    for (std::size_t word = 0; word < kWords && at < arguments.size(); ++word) {
      const std::size_t end = std::min(arguments.find('\0', at), arguments.size());
      const std::string text = arguments.substr(at, end - at);
      command += word == 0 ? fs::path(text).filename().string() : " " + text;
      at = end + 1;
    }
  } catch (const IoError&) {
    return "prep";
  }
  return command;
}

std::string holder(const fs::path& lock) {
  try {
    std::string text = read_file(lock);
    if (const std::size_t end = text.find('\n'); end != std::string::npos) {
      const std::size_t space = text.find(' ');
      return fmt::format("another prep (pid {}, \"{}\")", text.substr(0, space),
                         text.substr(space + 1, end - space - 1));
    }
  } catch (const IoError&) {  // it stays unnamed
  }
  return "another prep";
}

// False: somebody else has it.
bool try_lock(int fd, const fs::path& lock) {
  while (flock(fd, LOCK_EX | LOCK_NB) < 0) {
    if (errno == EINTR) continue;
    if (errno == EWOULDBLOCK) return false;
    throw Error(
        Exit::store, "lock_failed",
        fmt::format(
            "cannot lock {}: {}; nothing was recorded. Keep the folder on a file system that has locks "
            "(--home names another one)",
            display(lock), error_words(errno)));
  }
  return true;
}

}  // namespace

StoreLock::StoreLock(Files& files, const fs::path& data, Milliseconds patience) {
  const fs::path path = data / "lock";
  file_ = files.open(path, OpenMode::append);
  const auto deadline = std::chrono::steady_clock::now() + patience;
  constexpr Milliseconds kLongestNap{20};
  for (Milliseconds nap{1}; !try_lock(file_->fd(), path); nap = std::min(nap * 2, kLongestNap)) {
    if (std::chrono::steady_clock::now() >= deadline) {
      throw Error(Exit::store, "store_locked",
                  fmt::format("{} holds {} for more than {:.1f} s; nothing was recorded. "
                              "Wait for it or end it, then repeat the command",
                              holder(path), display(data), std::chrono::duration<double>(patience).count()));
    }
    std::this_thread::sleep_for(nap);
  }
  try {
    file_->truncate(0);
    file_->write(fmt::format("{} {}\n", getpid(), own_command()));
  } catch (const IoError&) {  // a full disk: the lock holds all the same, only its holder stays unnamed
  }
}

bool lock_is_free(const fs::path& data) {
  try {
    const auto file = system_files().open(data / "lock", OpenMode::read);
    return flock(file->fd(), LOCK_SH | LOCK_NB) == 0;
  } catch (const IoError&) {
    return true;
  }
}

}  // namespace prep
