#include "cli/execute.h"
#include "cli/task_words.h"
#include "os/error.h"

namespace prep {

int execute(const command::Skip& c, Session& session) {
  if (!c.until_day.empty() && c.until_day <= session.today()) {
    throw Error(Exit::usage, "usage",
                "--until " + c.until_day + " is not in the future; today is " + session.today());
  }
  const Task task = session.task(c.task);
  if (task_state(task, session.progress(), session.today()) == TaskState::done) {
    throw Error(Exit::usage, "already_done", task.id + " is done; prep next shows what is open");
  }
  session.record(TaskSkipped{task.id, c.until_day});
  const NextTask next = session.next();
  if (session.json()) {
    JsonObject json = JsonObject::of("prep.skip/1");
    json.text("task", task.id).text_or_null("until", c.until_day);
    session.answer(json.text_or_null("next_task", next.task == nullptr ? "" : next.task->id));
    return 0;
  }
  std::string text = " - " + task.id + "  " + task.title + "   skipped" +
                     (c.until_day.empty() ? "" : " until " + short_date(c.until_day)) +
                     " (prep undo takes it back)\n";
  text += next.task == nullptr ? "\n The plan is finished.\n"
                               : "\n" + next_line(session.look(), steps(*next.task));
  session.terminal().result(text);
  return 0;
}

}  // namespace prep
