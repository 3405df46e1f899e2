#include "term/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "os/environment.h"
#include "os/error.h"
#include "os/files.h"
#include "term/foreground.h"
#include "term/text.h"

namespace prep {
namespace {

struct Size {
  int columns = 0, rows = 0;
};

Size terminal_size(int fd) {
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return {};
  return {size.ws_col, size.ws_row};
}

StreamFacts facts_of(int fd) {
  StreamFacts facts;
  facts.is_terminal = isatty(fd) == 1;
  facts.columns = facts.is_terminal ? terminal_size(fd).columns : 0;
  facts.no_color = environment_or("NO_COLOR", "");
  facts.clicolor_force = environment_or("CLICOLOR_FORCE", "");
  facts.term = environment_or("TERM", "");
  facts.columns_variable = environment_or("COLUMNS", "");
  facts.term_program = environment_or("TERM_PROGRAM", "");
  return facts;
}

}  // namespace

Terminal::Terminal(const TerminalOptions& options) : options_(options) {
  const StreamFacts out = facts_of(STDOUT_FILENO), err = facts_of(STDERR_FILENO);
  out_ = decide_look(options.colour, out);
  err_ = decide_look(options.colour, err);
  out_terminal_ = out.is_terminal;
  err_terminal_ = err.is_terminal;
  in_terminal_ = isatty(STDIN_FILENO) == 1;
  rows_ = out_terminal_ ? terminal_size(STDOUT_FILENO).rows : 0;
}

Terminal::~Terminal() {
  try {
    end_progress();
  } catch (const Error&) {  // nobody is left to be told
  }
}

bool Terminal::can_ask() const {
  return in_terminal_ && err_terminal_ && options_.questions == Questions::allowed;
}

void Terminal::write(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(fd, text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      if (fd != STDOUT_FILENO) return;  // talk that nobody hears stops no work
      throw Error(
          Exit::environment, "cannot_print",
          "cannot write to standard output (" + error_words(errno) + "); give it room or another place");
    }
  }
}

void Terminal::result(std::string_view text) {
  end_progress();
  write(STDOUT_FILENO, text);
}

void Terminal::page(const std::string& text) {
  const auto lines = std::count(text.begin(), text.end(), '\n');
  const bool long_page = out_terminal_ && in_terminal_ && rows_ > 0 && lines >= rows_;
  if (!long_page || options_.paging == Paging::never || run_pager(text) == Paged::no) result(text);
}

void Terminal::talk(std::string_view text) {
  if (options_.talk == Talk::quiet) return;
  end_progress();
  write(STDERR_FILENO, text);
}

void Terminal::error(std::string_view text) {
  end_progress();
  write(STDERR_FILENO, text);
}

void Terminal::progress(std::string_view text) {
  if (!err_terminal_ || options_.talk == Talk::quiet) return;
  const auto width = static_cast<std::size_t>(std::max(err_.width - 1, 1));
  write(STDERR_FILENO, "\r\033[K" + shorten(clean(text), width));
  progress_shown_ = true;
}

void Terminal::end_progress() {
  if (!progress_shown_) return;
  progress_shown_ = false;
  write(STDERR_FILENO, "\r\033[K");
}

bool Terminal::confirm(const std::string& question) {
  end_progress();
  write(STDERR_FILENO, question + " [y/N] ");
  std::string answer;
  char c = 0;
  while (::read(STDIN_FILENO, &c, 1) == 1 && c != '\n') answer += c;
  return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace prep
