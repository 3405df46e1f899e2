#include "cli/execute.h"
#include "cli/task_words.h"
#include "os/error.h"

namespace prep {
namespace {

// Where no task is named, the next one is meant; an exercise is done by a pass, so its tick is asked for by
// name.
void refuse_silent_tick(const command::Done& c, const Task& task) {
  if (!c.task.empty() || task.kind != TaskKind::exercise) return;
  throw Error(Exit::usage, "needs_pass",
              "the next task is " + task.ref + ", which a pass does: prep run " + task.ref +
                  "; to tick it without one: prep done " + task.id);
}

}  // namespace

int execute(const command::Done& c, Session& session) {
  const Task task = session.task(c.task);
  refuse_silent_tick(c, task);
  const bool was_done = task_state(task, session.progress(), session.today()) == TaskState::done;
  if (!was_done) session.record(TaskDone{task.id});
  const NextTask next = session.next();
  if (session.json()) {
    JsonObject json = JsonObject::of("prep.done/1");
    json.text("task", task.id).flag("changed", !was_done);
    session.answer(json.text_or_null("next_task", next.task == nullptr ? "" : next.task->id));
    return 0;
  }
  std::string text = " " + paint(session.look(), Ink::green, "✓") + " " + task.id + "  " + task.title +
                     (was_done ? "   (was done already)" : "") + "\n";
  text += next.task == nullptr ? "\n The plan is finished.\n"
                               : "\n" + next_line(session.look(), steps(*next.task));
  session.terminal().result(text);
  return 0;
}

}  // namespace prep
