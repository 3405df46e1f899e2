// Programs that take the terminal over for a while: the learner's editor, the pager. Unlike everything that
// os/process.h runs, they get our stdin, our environment and our process group, since they are the learner's
// own hands.
#pragma once
#include <string>
#include <vector>

namespace prep {

// "code --wait 'my dir'" -> its words. Quotes group, nothing else is special; no shell is involved.
std::vector<std::string> split_command(const std::string& command);

// Runs it and waits; Ctrl-C meanwhile is the program's business. Throws Error(environment) where it cannot be
// started. Returns its exit status, 128 + signal where one ended it.
int run_in_foreground(const std::vector<std::string>& argv);

enum class Paged { yes, no };
// Shows `text` in $PAGER, or less -FIRX. no: there is no pager and nothing was shown.
Paged run_pager(const std::string& text);

}  // namespace prep
