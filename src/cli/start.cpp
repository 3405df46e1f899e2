#include <fmt/core.h>

#include <algorithm>

#include "cli/execute.h"
#include "cli/task_words.h"
#include "cli/today.h"
#include "cli/workspace.h"
#include "content/library.h"
#include "os/edit_distance.h"
#include "os/error.h"

namespace prep {
namespace {

void check_plan(Session& session, const std::string& id) {
  const std::vector<std::string> ids = plan_ids(session.installation().content);
  if (std::find(ids.begin(), ids.end(), id) != ids.end()) return;
  std::string all;
  for (const std::string& known : ids) all += (all.empty() ? "" : ", ") + known;
  const auto close = nearest(id, ids);
  throw Error(
      Exit::usage, "unknown_plan",
      "no plan \"" + id + "\"" + (close ? ". Did you mean \"" + *close + "\"?" : "; there are: " + all));
}

// What was chosen before, changed by what the learner said now.
PlanChosen chosen(const command::Start& c, const Progress& progress, const std::string& today) {
  PlanChosen plan = progress.plan.value_or(PlanChosen{"standard"});
  if (!c.plan.empty()) plan.plan = c.plan;
  if (c.weeks > 0) plan.weeks = c.weeks;
  if (c.hours > 0) plan.hours = c.hours;
  if (!c.interview_day.empty()) plan.interview_day = c.interview_day;
  if (!c.from_day.empty()) plan.start_day = c.from_day;
  if (plan.start_day.empty()) plan.start_day = today;
  return plan;
}

// The calendar day of the plan's last study day.
std::string last_day(const Plan& plan, const PlanChosen& chosen) {
  const int per_week = std::max(1, plan.days_per_week);
  const int days = static_cast<int>(plan.days.size()) + plan.planned_days;
  double calendar_days = days;
  if (chosen.weeks > 0) {
    calendar_days = chosen.weeks * per_week;
  } else if (chosen.hours > 0 && plan.hours_per_day > 0) {
    calendar_days = days * plan.hours_per_day / chosen.hours;
  }
  const int last = std::max(0, static_cast<int>(calendar_days + 0.999) - 1);
  return add_days(chosen.start_day, last / per_week * 7 + last % per_week);
}

std::string screen(Session& session, const Plan& plan, const PlanChosen& chosen) {
  const Look& look = session.look();
  const auto width = static_cast<std::size_t>(look.width);
  const std::string end = last_day(plan, chosen);
  std::string text =
      wrapped(fmt::format("{}: {} to {}, {:g} h a day.", plan.title, short_date(chosen.start_day),
                          short_date(end), chosen.hours > 0 ? chosen.hours : plan.hours_per_day),
              width, " ", " ");
  if (!chosen.interview_day.empty()) {
    const int left = days_between(end, chosen.interview_day);
    text += wrapped(
        fmt::format("Interview {}, in {} days{}", short_date(chosen.interview_day),
                    days_between(session.today(), chosen.interview_day),
                    left >= 0
                        ? "."
                        : fmt::format(": {} days before the plan ends. More --hours, or a shorter plan, "
                                      "would fit.",
                                      -left)),
        width, " ", " ");
  }
  if (plan.planned_days > 0) {
    text +=
        wrapped(fmt::format("{} of its {} days have content so far; the others are planned.",
                            plan.days.size(), plan.days.size() + static_cast<std::size_t>(plan.planned_days)),
                width, " ", " ");
  }
  return text + "\n" + next_command(look, "prep next");
}

}  // namespace

int execute(const command::Start& c, Session& session) {
  if (!c.plan.empty()) check_plan(session, c.plan);
  if (!c.interview_day.empty() && c.interview_day < session.today()) {
    throw Error(Exit::usage, "usage",
                "--interview " + c.interview_day + " is past; today is " + session.today());
  }
  const PlanChosen plan = chosen(c, session.progress(), session.today());
  const bool changed = session.progress().plan != plan;
  if (changed) session.record(plan);
  write_editor_files(session);
  if (session.json()) {
    JsonObject json = JsonObject::of("prep.start/1");
    json.flag("changed", changed)
        .text("plan", plan.plan)
        .text("start_day", plan.start_day)
        .integer("weeks", plan.weeks);
    json.number("hours", plan.hours).text_or_null("interview_day", plan.interview_day);
    json.text("last_day", last_day(session.plan(), plan));
    session.answer(json);
    return 0;
  }
  session.terminal().result((changed ? "" : std::string(" Nothing to change.\n")) +
                            screen(session, session.plan(), plan));
  return 0;
}

}  // namespace prep
