#include <algorithm>

#include "cli/execute.h"
#include "cli/task_words.h"
#include "content/library.h"
#include "term/markdown.h"

namespace prep {
namespace {

struct Wanted {
  std::string page;
  const Task* task = nullptr;  // the read task it belongs to, where there is one
};

bool reads(const Task& task, const std::string& page) {
  return task.kind == TaskKind::read && task.ref == page;
}

const Task* task_for_page(const Plan& plan, const std::string& page) {
  for (const Day& day : plan.days) {
    const auto at =
        std::find_if(day.tasks.begin(), day.tasks.end(), [&](const Task& task) { return reads(task, page); });
    if (at != day.tasks.end()) return &*at;
  }
  return nullptr;
}

// Without a name: the first open read task of the day, else the day's page.
Wanted todays(Session& session) {
  const NextTask next = session.next();
  if (next.task == nullptr) return {session.plan().days.empty() ? "" : session.plan().days.back().id};
  for (const TaskView& view : view_day(*next.day, session.progress(), session.today())) {
    if (view.task->kind == TaskKind::read && view.state == TaskState::open)
      return {view.task->ref, view.task};
  }
  return {next.day->id};
}

Wanted find_wanted(Session& session, const std::string& name) {
  if (name.empty()) return todays(session);
  if (const Task* task = find_task(session.plan(), name); task != nullptr && task->kind == TaskKind::read) {
    return {task->ref, task};
  }
  return {name, task_for_page(session.plan(), name)};
}

}  // namespace

int execute(const command::Read& c, Session& session) {
  const Wanted wanted = find_wanted(session, c.page);
  const Page page = load_page(session.installation().content, wanted.page);
  if (session.json()) {
    JsonObject json = JsonObject::of("prep.read/1");
    json.text("title", page.title).text("file", page.file.string()).text("markdown", page.markdown);
    session.answer(json.text_or_null("task", wanted.task == nullptr ? "" : wanted.task->id));
    return 0;
  }
  const Look& look = session.look();
  session.terminal().page(
      render_markdown(look, page.markdown) + "\n" +
      next_command(look, wanted.task == nullptr ? "prep next" : "prep done " + wanted.task->id));
  return 0;
}

}  // namespace prep
