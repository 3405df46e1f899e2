#include "cli/editor.h"
#include "cli/execute.h"
#include "cli/task_words.h"
#include "cli/workspace.h"

namespace prep {
namespace {

// Without a name, a passed current exercise gives way to the plan's next one.
const Kit& wanted(Session& session, const std::string& name) {
  const Kit& kit = session.exercise(name);
  const auto at = session.progress().exercises.find(kit.id);
  if (!name.empty() || at == session.progress().exercises.end() || !at->second.passed) return kit;
  const NextTask next = session.next();
  return next.task != nullptr && next.task->kind == TaskKind::exercise ? session.exercise(next.task->ref)
                                                                       : kit;
}

}  // namespace

int execute(const command::Edit& c, Session& session) {
  const Kit& kit = wanted(session, c.exercise);
  const LearnerFile file = place_starter(session, kit);
  if (file.placed == Placed::created || session.progress().current_exercise != kit.id) {
    session.record(FileOpened{kit.id});
  }
  write_editor_files(session);
  if (session.json()) {
    JsonObject json = JsonObject::of("prep.edit/1");
    json.text("exercise", kit.id).text("file", file.path.string());
    session.answer(json.flag("created", file.placed == Placed::created));
    return 0;
  }
  session.terminal().result(file.path.string() + "\n");
  open_editor(session, file.path, c.editor);
  session.terminal().talk(
      next_line(session.terminal().err(), Steps{"prep run " + kit.id, {"prep show " + kit.id}}));
  return 0;
}

}  // namespace prep
