#include "cli/task_words.h"

#include <algorithm>

#include "cli/exercise_words.h"

namespace prep {
namespace {

Cell symbol(TaskState state) {
  switch (state) {
    case TaskState::done:
      return {"✓", Ink::green};
    case TaskState::skipped:
      return {"-", Ink::faint};
    case TaskState::current:
      return {"○", Ink::yellow};
    case TaskState::open:
      return {"○"};
  }
  return {};
}

std::string label(const Task& task) { return task.kind == TaskKind::exercise ? task.ref : word(task.kind); }

}  // namespace

std::string word(TaskKind kind) {
  switch (kind) {
    case TaskKind::read:
      return "read";
    case TaskKind::exercise:
      return "exercise";
    case TaskKind::review:
      return "review";
    case TaskKind::drill:
      return "drill";
    case TaskKind::explain:
      return "explain";
    case TaskKind::design:
      return "design";
    case TaskKind::mock:
      return "mock";
    case TaskKind::build:
      return "build";
  }
  return "";
}

std::string word(TaskState state) {
  switch (state) {
    case TaskState::open:
      return "open";
    case TaskState::done:
      return "done";
    case TaskState::skipped:
      return "skipped";
    case TaskState::current:
      return "current";
  }
  return "";
}

Steps steps(const Task& task) {
  if (task.kind == TaskKind::exercise)
    return {"prep run " + task.ref, {"prep show " + task.ref, "prep edit " + task.ref}};
  if (task.kind == TaskKind::read) return {"prep read " + task.id, {"prep done " + task.id}};
  return {"prep done " + task.id, {"prep note " + task.id}};
}

std::string next_line(const Look& look, const Steps& steps) {
  std::string others;
  for (const std::string& other : steps.others) others += (others.empty() ? "(or: " : ", ") + other;
  if (!others.empty()) others += ")";
  const std::string head = " Next: " + paint(look, Ink::bold, steps.command);
  if (others.empty()) return head + "\n";
  if (display_width(head) + 8 + display_width(others) <= static_cast<std::size_t>(look.width)) {
    return head + "        " + others + "\n";
  }
  // One command a line: a command broken in the middle is hard to read and to copy.
  std::string text = head + "\n";
  for (std::size_t i = 0; i < steps.others.size(); ++i)
    text += (i == 0 ? "   or: " : "       ") + steps.others[i] + "\n";
  return text;
}

std::string next_command(const Look& look, const std::string& command) {
  return next_line(look, Steps{command, {}});
}

std::string note_on(const Task& task, TaskState state, const Progress& progress) {
  if (task.planned) return "planned";
  if (task.kind == TaskKind::exercise) {
    const auto at = progress.exercises.find(task.ref);
    if (at != progress.exercises.end()) {
      const std::string words = standing_words(at->second);
      if (!words.empty()) return words;
    }
  }
  const auto mark = progress.tasks.find(task.id);
  if (state == TaskState::skipped) {
    const bool has_end = mark != progress.tasks.end() && !mark->second.until_day.empty();
    return has_end ? "skipped until " + short_date(mark->second.until_day) : "skipped";
  }
  return task.stretch && state != TaskState::done ? "if time is left" : "";
}

std::string task_table(const Look& look, const std::vector<TaskView>& tasks, const Task* next,
                       const Progress& progress) {
  const std::vector<Column> columns{{"", Align::left},  {"", Align::left},
                                    {"", Align::left},  {"", Align::left, Column::Fit::flexible},
                                    {"", Align::right}, {"", Align::left}};
  std::vector<std::vector<Cell>> rows;
  for (const TaskView& view : tasks) {
    const Task& task = *view.task;
    rows.push_back({{&task == next ? ">" : " ", Ink::cyan},
                    task.planned ? Cell{"·", Ink::faint} : symbol(view.state),
                    {label(task), task.kind == TaskKind::exercise ? Ink::bold : Ink::plain},
                    {task.title},
                    {std::to_string(task.minutes) + " min", Ink::faint},
                    {note_on(task, view.state, progress), Ink::faint}});
  }
  return table(look, columns, rows);
}

JsonObject to_json(const Task& task, TaskState state) {
  JsonObject json;
  json.text("id", task.id).text("kind", word(task.kind)).text("ref", task.ref).text("title", task.title);
  json.integer("minutes", task.minutes)
      .text("why", task.why)
      .text("state", word(state))
      .flag("stretch", task.stretch)
      .flag("planned", task.planned);
  return json;
}

}  // namespace prep
