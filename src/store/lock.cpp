#include "store/lock.h"

#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

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

int flock_retried(int fd, int how) {
  while (flock(fd, how) < 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

// A blocking flock in a thread of its own: the kernel serves waiters in turn, which trying again and again
// does not (a busy writer can starve whoever naps), and flock has no time limit. Whoever gives up leaves the
// thread behind; should it get the lock after all, it lets go at once.
struct Wait {
  explicit Wait(std::unique_ptr<FileHandle> handle) : file(std::move(handle)) {}
  std::mutex mutex;
  std::condition_variable answered;
  std::unique_ptr<FileHandle> file;
  std::optional<int> result;  // errno of flock
  bool given_up = false;
};

// The locked file, or nothing when the patience is over. Throws IoError.
std::unique_ptr<FileHandle> wait_in_turn(std::unique_ptr<FileHandle> file, const fs::path& path,
                                         Milliseconds patience) {
  const auto wait = std::make_shared<Wait>(std::move(file));
  std::thread([wait, fd = wait->file->fd()] {
    const int result = flock_retried(fd, LOCK_EX);
    const std::lock_guard guard(wait->mutex);
    wait->result = result;
    if (wait->given_up) wait->file.reset();
    wait->answered.notify_one();
  }).detach();
  std::unique_lock guard(wait->mutex);
  if (!wait->answered.wait_for(guard, patience, [&] { return wait->result.has_value(); })) {
    wait->given_up = true;
    return nullptr;
  }
  if (*wait->result != 0) throw IoError{*wait->result, "lock", path};
  return std::move(wait->file);
}

std::unique_ptr<FileHandle> locked(std::unique_ptr<FileHandle> file, const fs::path& path,
                                   Milliseconds patience) {
  const int result = flock_retried(file->fd(), LOCK_EX | LOCK_NB);
  if (result == 0) return file;
  if (result == EWOULDBLOCK) return wait_in_turn(std::move(file), path, patience);
  throw IoError{result, "lock", path};
}

}  // namespace

StoreLock::StoreLock(Files& files, const fs::path& data, Milliseconds patience) {
  const fs::path path = data / "lock";
  auto file = files.open(path, OpenMode::append);
  try {
    file_ = locked(std::move(file), path, patience);
  } catch (const IoError& io) {
    throw Error(
        Exit::store, "lock_failed",
        fmt::format("cannot lock {}: {}; nothing was recorded. Keep the folder on a file system that has "
                    "locks (--home names another one)",
                    display(path), error_words(io.code)));
  }
  if (file_ == nullptr) {
    throw Error(Exit::store, "store_locked",
                fmt::format("{} holds {} for more than {:.1f} s; nothing was recorded. "
                            "Wait for it or end it, then repeat the command",
                            holder(path), display(data), std::chrono::duration<double>(patience).count()));
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
