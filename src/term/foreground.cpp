#include "term/foreground.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "os/environment.h"
#include "os/error.h"
#include "os/files.h"

extern char** environ;

namespace prep {
namespace {

// As system(3): while the child has the terminal, its signals from the keyboard are not ours.
class KeyboardSignalsIgnored {
 public:
  KeyboardSignalsIgnored() {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGINT, &ignore, &interrupt_);
    sigaction(SIGQUIT, &ignore, &quit_);
  }
  ~KeyboardSignalsIgnored() {
    sigaction(SIGINT, &interrupt_, nullptr);
    sigaction(SIGQUIT, &quit_, nullptr);
  }
  KeyboardSignalsIgnored(const KeyboardSignalsIgnored&) = delete;
  KeyboardSignalsIgnored& operator=(const KeyboardSignalsIgnored&) = delete;

 private:
  struct sigaction interrupt_ {
  }, quit_{};
};

pid_t spawn(const std::vector<std::string>& argv, int stdin_fd) {
  std::vector<char*> words;
  for (const std::string& word : argv) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (stdin_fd >= 0) posix_spawn_file_actions_adddup2(&actions, stdin_fd, STDIN_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGINT);
  sigaddset(&defaults, SIGQUIT);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t child = -1;
  const int error = posix_spawnp(&child, words[0], &actions, &attributes, words.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error == 0) return child;
  throw Error(
      Exit::environment, "cannot_start",
      "cannot start \"" + argv[0] + "\" (" + error_words(error) + "); check the command, or set $EDITOR");
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// Gives `text` to the pager's stdin. A pager that quits early closes the pipe, which is no error.
void feed(int fd, std::string_view text) {
  struct sigaction ignore {
  }, before{};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, &before);
  while (!text.empty()) {
    const ssize_t count = write(fd, text.data(), text.size());
    if (count > 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (count < 0 && errno != EINTR) {
      break;
    }
  }
  close(fd);
  sigaction(SIGPIPE, &before, nullptr);
}

}  // namespace

std::vector<std::string> split_command(const std::string& command) {
  std::vector<std::string> words;
  std::string word;
  char quote = 0;
  bool open = false;
  for (const char c : command) {
    if (quote != 0) {
      if (c == quote) {
        quote = 0;
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      open = true;
    } else if (c == ' ' || c == '\t') {
      if (open) words.push_back(std::move(word));
      word.clear();
      open = false;
    } else {
      word += c;
      open = true;
    }
  }
  if (open) words.push_back(std::move(word));
  return words;
}

int run_in_foreground(const std::vector<std::string>& argv) {
  const KeyboardSignalsIgnored while_it_runs;
  return wait_for(spawn(argv, -1));
}

Paged run_pager(const std::string& text) {
  std::vector<std::string> argv = split_command(environment_or("PAGER", "less -FIRX"));
  if (argv.empty()) return Paged::no;
  if (argv.size() == 1 && argv[0] == "less") argv.emplace_back("-FIRX");
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return Paged::no;
  const KeyboardSignalsIgnored while_it_runs;
  pid_t child = -1;
  try {
    child = spawn(argv, ends[0]);
  } catch (const Error&) {  // no such pager: the text is printed as it is
    close(ends[0]);
    close(ends[1]);
    return Paged::no;
  }
  close(ends[0]);
  feed(ends[1], text);
  wait_for(child);
  return Paged::yes;
}

}  // namespace prep
