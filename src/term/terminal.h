// The only place that prints. Results go to stdout, talk to stderr; each stream has its own look. Owns
// nothing but the fact whether a progress line stands on stderr; one exists per program.
#pragma once
#include <string>
#include <string_view>

#include "term/look.h"

namespace prep {

enum class Talk { normal, quiet };        // quiet: no talk; errors stay
enum class Questions { allowed, never };  // never: --no-input, --json
enum class Paging { allowed, never };

struct TerminalOptions {
  ColourChoice colour = ColourChoice::automatic;
  Talk talk = Talk::normal;
  Questions questions = Questions::allowed;
  Paging paging = Paging::allowed;
};

class Terminal {
 public:
  explicit Terminal(const TerminalOptions& options);
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  const Look& out() const { return out_; }
  const Look& err() const { return err_; }
  bool out_is_terminal() const { return out_terminal_; }
  // stdin and stderr are a terminal and questions are allowed.
  bool can_ask() const;

  // To stdout. Throws Error(environment) where stdout does not take it (a full disk); a closed pipe ends prep
  // quietly by SIGPIPE.
  void result(std::string_view text);
  // To stdout through the pager where stdout is a terminal with fewer lines than the text.
  void page(const std::string& text);
  // Lines to stderr; nothing when quiet.
  void talk(std::string_view text);
  void error(std::string_view text);

  // A line on stderr that the next one replaces; nothing unless stderr is a terminal. Any other output
  // removes it.
  void progress(std::string_view text);
  void end_progress();

  // "question [y/N] ": only after can_ask().
  bool confirm(const std::string& question);

 private:
  void write(int fd, std::string_view text);
  TerminalOptions options_;
  Look out_, err_;
  bool out_terminal_ = false, err_terminal_ = false, in_terminal_ = false;
  int rows_ = 0;
  bool progress_shown_ = false;
};

}  // namespace prep
