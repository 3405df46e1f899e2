#include "cli/editor.h"

#include "os/environment.h"
#include "os/error.h"
#include "term/foreground.h"

namespace prep {

Opened open_editor(Session& session, const std::filesystem::path& file, const std::string& command) {
  std::string chosen = command;
  if (chosen.empty() && session.may_open_programs()) {
    chosen = environment_or("VISUAL", environment_or("EDITOR", ""));
  }
  std::vector<std::string> argv = split_command(chosen);
  if (argv.empty()) return Opened::no;
  argv.push_back(file.string());
  const int status = run_in_foreground(argv);
  if (status == 127) {
    throw Error(Exit::environment, "no_editor",
                "cannot start \"" + argv[0] + "\"; name your editor with --edit-cmd or in $EDITOR");
  }
  return Opened::yes;
}

}  // namespace prep
