#include "cli/execute.h"
#include "cli/task_words.h"

namespace prep {
namespace {

int show(Session& session, const char* schema, const UndoOutcome& outcome, const std::string& opposite) {
  if (session.json()) {
    JsonObject json = JsonObject::of(schema);
    json.text("record", outcome.record.id).text("of", outcome.undone.id).text("words", outcome.words);
    session.answer(json);
  } else {
    session.terminal().result(" " + outcome.words + "\n" +
                              next_line(session.look(), {"prep next", {opposite}}));
  }
  return 0;
}

}  // namespace

int execute(const command::Undo& c, Session& session) {
  return show(session, "prep.undo/1", undo(session.store(), c.record), "prep redo");
}

int execute(const command::Redo&, Session& session) {
  return show(session, "prep.redo/1", redo(session.store()), "prep undo");
}

}  // namespace prep
