#include <fmt/core.h>

#include <algorithm>

#include "cli/execute.h"
#include "cli/exercise_words.h"
#include "cli/task_words.h"
#include "os/error.h"
#include "term/markdown.h"

namespace prep {
namespace {

int level_to_show(const command::Hint& c, const Kit& kit, int taken, int levels) {
  if (levels == 0) throw Error(Exit::content, "no_hints", kit.id + " has no hints; prep show " + kit.id);
  if (c.level > levels) {
    throw Error(Exit::usage, "usage",
                fmt::format("{} has {} hints; prep hint {} --level {}", kit.id, levels, kit.id, levels));
  }
  return c.level > 0 ? c.level : std::min(taken + 1, levels);
}

Steps after(const Kit& kit, int level, int levels) {
  Steps steps{"prep run " + kit.id, {}};
  steps.others.push_back(level < levels ? "prep hint " + kit.id : "prep solution " + kit.id + " --give-up");
  return steps;
}

}  // namespace

int execute(const command::Hint& c, Session& session) {
  const Kit& kit = session.exercise(c.exercise);
  const std::vector<std::string> hints = load_hints(kit);
  const int levels = static_cast<int>(hints.size());
  const int taken = progress_of(session.progress(), kit.id).hint_level;
  const int level = level_to_show(c, kit, taken, levels);
  if (level > taken) session.record(HintTaken{kit.id, level});
  const std::string& hint = hints[static_cast<std::size_t>(level) - 1];
  if (session.json()) {
    JsonObject json = JsonObject::of("prep.hint/1");
    json.text("exercise", kit.id).integer("level", level).integer("levels", levels).text("hint", hint);
    session.answer(json);
    return 0;
  }
  const Look& look = session.look();
  session.terminal().result(
      " " + paint(look, Ink::heading, fmt::format("{}  hint {} of {}", kit.id, level, levels)) + "\n\n" +
      render_markdown(look, hint) + "\n" + next_line(look, after(kit, level, levels)));
  return 0;
}

}  // namespace prep
