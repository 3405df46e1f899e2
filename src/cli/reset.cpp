#include <fmt/core.h>

#include <algorithm>

#include "cli/execute.h"
#include "cli/task_words.h"
#include "cli/workspace.h"
#include "os/error.h"
#include "os/files.h"

namespace prep {
namespace {

std::string read_or_say(const std::filesystem::path& path, Exit exit, const std::string& way_out) {
  try {
    return read_file(path);
  } catch (const IoError& error) {
    throw Error(exit, "cannot_read",
                "cannot read " + display(error.path) + " (" + error_words(error.code) + "); " + way_out);
  }
}

// Lines of `mine` that the starter does not have at their place from either end: a rough count for a
// sentence.
std::size_t lines_changed(const std::string& mine, const std::string& starter) {
  const auto front = std::mismatch(mine.begin(), mine.end(), starter.begin(), starter.end());
  const auto back = std::mismatch(mine.rbegin(), std::make_reverse_iterator(front.first), starter.rbegin(),
                                  std::make_reverse_iterator(front.second));
  return static_cast<std::size_t>(std::count(front.first, back.first.base(), '\n')) + 1;
}

int answer(Session& session, const Kit& kit, const std::string& backup, const std::string& words) {
  if (session.json()) {
    JsonObject json = JsonObject::of("prep.reset/1");
    session.answer(
        json.text("exercise", kit.id).flag("changed", !backup.empty()).text_or_null("backup", backup));
  } else {
    session.terminal().result(words);
  }
  return 0;
}

}  // namespace

int execute(const command::Reset& c, Session& session) {
  const Kit& kit = session.exercise(c.exercise);
  const std::filesystem::path file = session.learner_file(kit);
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) {
    throw Error(Exit::usage, "no_file",
                "you have no file of " + kit.id + " yet; prep edit " + kit.id + " makes one");
  }
  const std::string mine = read_or_say(file, Exit::store, "set its permissions, then try again");
  const std::string starter = read_or_say(kit.starter(), Exit::content, "install prep again");
  if (mine == starter)
    return answer(session, kit, "", " " + kit.id + " is the starter already; nothing to reset.\n");
  const std::filesystem::path backup = back_up(session.store(), file);
  // Recorded first: a crash in between leaves the learner's file as it was, and undo puts the same bytes
  // back.
  session.record(FileReset{kit.id, file.lexically_relative(session.home().root).string(), backup.string()});
  try {
    replace_file(system_files(), file, starter, Durable::yes);
  } catch (const IoError& error) {
    throw Error(
        Exit::store, "cannot_write",
        "cannot write " + display(error.path) + " (" + error_words(error.code) + "); your file is as it was");
  }
  return answer(
      session, kit, backup.string(),
      fmt::format(" Your file differed from the starter ({} lines). Saved to {}\n Reset {}.\n\n",
                  lines_changed(mine, starter), display(session.home().root / backup), kit.id) +
          next_line(session.look(), Steps{"prep edit " + kit.id, {"prep undo brings your file back"}}));
}

}  // namespace prep
