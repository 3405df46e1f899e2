#include "cli/today.h"

#include <fmt/core.h>

#include <algorithm>

#include "cli/execute.h"
#include "cli/task_words.h"

namespace prep {
namespace {

int bar_width(const Look& look) { return look.width < 60 ? 8 : 15; }

std::string counted(int count, const char* one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

struct Tally {
  int done = 0, all = 0, minutes_left = 0;
};
Tally tally(const Plan& plan, const std::vector<TaskView>& tasks) {
  Tally result;
  for (const TaskView& view : tasks) {
    if (!due(plan, *view.task) || view.state == TaskState::skipped) continue;
    ++result.all;
    if (view.state == TaskState::done) {
      ++result.done;
    } else {
      result.minutes_left += view.task->minutes;
    }
  }
  return result;
}

// Left and right, pushed apart to the width; below each other where both do not fit.
std::string across(const Look& look, const std::string& left, const std::string& right) {
  const auto width = static_cast<std::size_t>(std::min(look.width, 80));
  if (right.empty()) return left + "\n";
  if (display_width(left) + 3 + display_width(right) > width) return left + "\n " + right + "\n";
  return left + std::string(width - display_width(left) - display_width(right) - 1, ' ') + right + "\n";
}

std::string finished_screen(const Look& look, const Plan& plan) {
  std::string text = fmt::format(" {} {} is done: every task of its {}.\n", paint(look, Ink::green, "✓"),
                                 plan.title, counted(static_cast<int>(plan.days.size()), "day"));
  if (plan.planned_days > 0) {
    text += fmt::format(" {} more are planned and not written yet.\n", counted(plan.planned_days, "day"));
  }
  return text + "\n" + next_line(look, {"prep list", {"prep checklist", "prep status"}});
}

}  // namespace

std::string interview_words(const Standing& standing) {
  if (!standing.days_to_interview || *standing.days_to_interview < 0) return "";
  if (*standing.days_to_interview == 0) return "the interview is today";
  return "interview in " + counted(*standing.days_to_interview, "day");
}

std::string pace_words(const Standing& standing) {
  if (standing.days_behind > 0) return counted(standing.days_behind, "day") + " behind the calendar";
  if (standing.days_behind < 0) return counted(-standing.days_behind, "day") + " ahead";
  return "on schedule";
}

std::string today_screen(const Look& look, const Plan& plan, const Progress& progress,
                         const std::string& today) {
  const Standing at = standing(plan, progress, today);
  if (at.finished || plan.days.empty()) return finished_screen(look, plan);
  const Day& day = plan.days[at.day_index];
  const std::vector<TaskView> tasks = view_day(day, progress, today);
  const Tally count = tally(plan, tasks);
  const NextTask next = next_task(plan, progress, today);

  std::string text = across(look, " " + paint(look, Ink::heading, day_words(day.id) + " - " + day.title),
                            interview_words(at));
  const double share = count.all == 0 ? 0 : static_cast<double>(count.done) / count.all;
  std::string line = fmt::format(" Today  {}  {}/{}   ~{} min left", bar(look, share, bar_width(look)),
                                 count.done, count.all, count.minutes_left);
  std::string more = pace_words(at);
  if (const int days = streak(progress, today); days > 1) more += fmt::format("      Streak {}", days);
  if (display_width(line) + 6 + display_width(more) <= static_cast<std::size_t>(look.width)) {
    text += line + "      " + more + "\n";
  } else {
    text += line + "\n " + more + "\n";
  }
  if (at.rest_day && at.days_behind <= 0)
    text += " The calendar has a rest day today; what follows can wait.\n";
  text += "\n" + task_table(look, tasks, next.task, progress) + "\n";
  if (!at.started) {
    text += wrapped("Nothing is started yet: this is plan \"" + plan.id +
                        "\" as from today. prep start sets an interview day or another plan.",
                    static_cast<std::size_t>(look.width), " ", " ");
  }
  return text + next_line(look, steps(*next.task));
}

JsonObject today_json(const Plan& plan, const Progress& progress, const std::string& today) {
  const Standing at = standing(plan, progress, today);
  JsonObject json = JsonObject::of("prep.today/1");
  json.text("today", today).text("plan", plan.id).flag("started", at.started).flag("finished", at.finished);
  json.integer("days_behind", at.days_behind)
      .flag("rest_day", at.rest_day)
      .integer("streak", streak(progress, today));
  if (at.days_to_interview) {
    json.integer("days_to_interview", *at.days_to_interview);
  } else {
    json.null("days_to_interview");
  }
  const NextTask next = next_task(plan, progress, today);
  std::vector<JsonObject> tasks;
  if (!at.finished && !plan.days.empty()) {
    const Day& day = plan.days[at.day_index];
    json.text("day", day.id).text("title", day.title);
    for (const TaskView& view : view_day(day, progress, today))
      tasks.push_back(to_json(*view.task, view.state));
  }
  json.objects("tasks", tasks);
  json.text_or_null("next_task", next.task == nullptr ? "" : next.task->id);
  return json.text_or_null("next_command", next.task == nullptr ? "" : steps(*next.task).command);
}

int execute(const command::Today&, Session& session) {
  if (session.json()) {
    session.answer(today_json(session.plan(), session.progress(), session.today()));
  } else {
    session.terminal().result(
        today_screen(session.look(), session.plan(), session.progress(), session.today()));
  }
  return 0;
}

}  // namespace prep
