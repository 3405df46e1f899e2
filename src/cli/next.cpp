#include <fmt/core.h>

#include "cli/execute.h"
#include "cli/task_words.h"

namespace prep {
namespace {

std::string screen(const Look& look, const NextTask& next) {
  const Task& task = *next.task;
  const std::string name = task.kind == TaskKind::exercise ? task.ref : word(task.kind);
  const auto width = static_cast<std::size_t>(look.width);
  std::string text = wrapped(fmt::format("{} {}, {} min, task {}", paint(look, Ink::bold, name), task.title,
                                         task.minutes, paint(look, Ink::faint, task.id)),
                             width, " ", "   ");
  text += wrapped(next.why, width, " ", " ");
  return text + "\n" + next_line(look, steps(task));
}

std::string day_screen(Session& session, const NextTask& next) {
  const std::vector<TaskView> tasks = view_day(*next.day, session.progress(), session.today());
  return " " + paint(session.look(), Ink::heading, day_words(next.day->id) + " - " + next.day->title) +
         "\n\n" + task_table(session.look(), tasks, next.task, session.progress()) + "\n" +
         next_line(session.look(), steps(*next.task));
}

JsonObject to_json(Session& session, const NextTask& next, command::Span span) {
  JsonObject json = JsonObject::of("prep.next/1");
  if (next.task == nullptr) return json.flag("finished", true).null("task");
  json.flag("finished", false).text("day", next.day->id).text("why", next.why);
  json.object("task", to_json(*next.task, task_state(*next.task, session.progress(), session.today())));
  json.text("command", steps(*next.task).command);
  if (span == command::Span::one) return json;
  std::vector<JsonObject> tasks;
  for (const TaskView& view : view_day(*next.day, session.progress(), session.today())) {
    tasks.push_back(to_json(*view.task, view.state));
  }
  return json.objects("tasks", tasks);
}

}  // namespace

int execute(const command::Next& c, Session& session) {
  const NextTask next = session.next();
  if (session.json()) {
    session.answer(to_json(session, next, c.span));
  } else if (next.task == nullptr) {
    session.terminal().result(" The plan is finished: no task is open.\n\n" +
                              next_line(session.look(), {"prep list", {"prep checklist"}}));
  } else {
    session.terminal().result(c.span == command::Span::day ? day_screen(session, next)
                                                           : screen(session.look(), next));
  }
  return 0;
}

}  // namespace prep
