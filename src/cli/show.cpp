#include <fmt/core.h>

#include "cli/execute.h"
#include "cli/exercise_words.h"
#include "cli/task_words.h"
#include "os/error.h"
#include "os/files.h"
#include "term/markdown.h"

namespace prep {
namespace {

std::string statement_of(const Kit& kit) {
  try {
    return read_file(kit.folder / "README.md");
  } catch (const IoError& error) {
    throw Error(
        Exit::content, "damaged_kit",
        "cannot read " + display(error.path) + " (" + error_words(error.code) + "); install prep again");
  }
}

std::string facts(Session& session, const Kit& kit) {
  const std::string standing = standing_words(progress_of(session.progress(), kit.id));
  return fmt::format("{}, {} min, level {}{}", kit.language == Language::cuda ? "CUDA" : "C++", kit.minutes,
                     kit.difficulty, standing.empty() ? "" : ", " + standing);
}

}  // namespace

int execute(const command::Show& c, Session& session) {
  const Kit& kit = session.exercise(c.exercise);
  const std::string statement = statement_of(kit);
  if (session.json()) {
    JsonObject json = JsonObject::of("prep.show/1");
    json.object("exercise", to_json(kit, progress_of(session.progress(), kit.id)));
    json.text("statement", statement).text("file", session.learner_file(kit).string());
    session.answer(json);
    return 0;
  }
  const Look& look = session.look();
  const auto width = static_cast<std::size_t>(look.width);
  const std::string text = wrapped(paint(look, Ink::bold, kit.id) + " " + kit.title, width, " ", "   ") +
                           wrapped(paint(look, Ink::faint, facts(session, kit)), width, " ", " ") + "\n" +
                           render_markdown(look, statement) + "\n";
  session.terminal().page(
      text + next_line(look, Steps{"prep run " + kit.id, {"prep edit " + kit.id, "prep hint " + kit.id}}));
  return 0;
}

}  // namespace prep
