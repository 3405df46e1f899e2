#include "cli/execute.h"
#include "cli/exercise_words.h"
#include "cli/task_words.h"
#include "os/error.h"
#include "os/files.h"

namespace prep {
namespace {

std::string text_of(const Kit& kit) {
  try {
    return read_file(kit.solution());
  } catch (const IoError& error) {
    throw Error(
        Exit::content, "damaged_kit",
        "cannot read " + display(error.path) + " (" + error_words(error.code) + "); install prep again");
  }
}

// "passed" or "give_up"; refuses before a pass unless the learner gives up, in words or when asked.
std::string reason(const command::Solution& c, Session& session, const Kit& kit) {
  if (progress_of(session.progress(), kit.id).passed) return "passed";
  if (c.give_up == command::GiveUp::yes) return "give_up";
  if (session.terminal().can_ask() && !session.json() &&
      session.terminal().confirm(kit.id + " is not passed yet. Give up and see the solution?")) {
    return "give_up";
  }
  throw Error(Exit::usage, "not_passed",
              "the solution of " + kit.id + " comes after a pass: prep hint " + kit.id +
                  ", or prep solution " + kit.id + " --give-up");
}

}  // namespace

int execute(const command::Solution& c, Session& session) {
  const Kit& kit = session.exercise(c.exercise);
  const std::string why = reason(c, session, kit);
  const std::string text = text_of(kit);
  if (!progress_of(session.progress(), kit.id).solution_seen) session.record(SolutionShown{kit.id, why});
  if (session.json()) {
    JsonObject json = JsonObject::of("prep.solution/1");
    json.text("exercise", kit.id)
        .text("file", kit.solution().string())
        .text("reason", why)
        .text("source", text);
    session.answer(json);
    return 0;
  }
  session.terminal().page(text + (text.ends_with('\n') ? "" : "\n"));
  const Look& look = session.terminal().err();
  session.terminal().talk("\n " + display(kit.solution()) + "\n" +
                          next_line(look, Steps{"prep next", {"prep run " + kit.id}}));
  return 0;
}

}  // namespace prep
