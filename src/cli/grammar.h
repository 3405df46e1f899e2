// The commands: their names, help, examples, and how their words become a Command. The one list that parsing,
// --help and completion share.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/options.h"

namespace prep {

// Groups of `prep --help`, in this order. hidden: works, but is not listed.
enum class Group { study, exercises, progress, tools, hidden };

// What a word completes to, for positionals.
enum class Completes { nothing, exercise, task, page, checklist_item, shell, file };

struct CommandSpec {
  std::string_view name;      // "dev check" has two words; "" is `prep` alone
  std::string_view summary;   // one line, no full stop
  std::string_view examples;  // lines, each a command with a comment
  Group group;
  Completes completes;
  Command (*read)(Options&);  // declares, finishes, converts
};

const std::vector<CommandSpec>& commands();

}  // namespace prep
