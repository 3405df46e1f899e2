#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "cli/execute.h"
#include "cli/exercise_words.h"
#include "cli/task_words.h"
#include "cli/today.h"
#include "content/library.h"

namespace prep {
namespace {

struct Count {
  int done = 0, all = 0, begun = 0;
  double share() const { return all == 0 ? 0 : static_cast<double>(done) / all; }
};

struct Overview {
  Standing at;
  Count days, exercises, checklist;
  std::map<std::string, Count> weeks;  // "Week 1" -> its due tasks
  int streak = 0;
};

std::string week_of(const Day& day) {
  const std::string words = day_words(day.id);
  return words.substr(0, words.find(" /"));
}

void count_tasks(Overview& overview, Session& session) {
  for (const Day& day : session.plan().days) {
    Count today;
    for (const TaskView& view : view_day(day, session.progress(), session.today())) {
      if (!due(session.plan(), *view.task) || view.state == TaskState::skipped) continue;
      ++today.all;
      today.done += view.state == TaskState::done ? 1 : 0;
    }
    Count& week = overview.weeks[week_of(day)];
    week.all += today.all;
    week.done += today.done;
    ++overview.days.all;
    overview.days.done += today.done == today.all ? 1 : 0;
  }
}

Overview overview_of(Session& session) {
  Overview result;
  const Progress& progress = session.progress();
  result.at = standing(session.plan(), progress, session.today());
  result.streak = streak(progress, session.today());
  count_tasks(result, session);
  for (const Kit& kit : session.kits()) {
    const ExerciseState state = state_of(progress_of(progress, kit.id));
    ++result.exercises.all;
    result.exercises.done += state == ExerciseState::passed ? 1 : 0;
    result.exercises.begun += state == ExerciseState::tried ? 1 : 0;
  }
  for (const ChecklistItem& item : load_checklist(session.installation().content)) {
    const Proof proof = view_item(item, progress).proof;
    ++result.checklist.all;
    result.checklist.done += proof == Proof::proven ? 1 : 0;
    result.checklist.begun += proof == Proof::partial ? 1 : 0;
  }
  return result;
}

std::string row(const Look& look, const std::string& name, const Count& count, const std::string& words) {
  const int width = look.width < 60 ? 12 : 20;
  return fmt::format(" {}  {}  {}/{} {}\n", pad(name, 10), bar(look, count.share(), width), count.done,
                     count.all, words);
}

std::string screen(Session& session, const Overview& o) {
  const Look& look = session.look();
  const auto begun = [](const Count& count, const char* word) {
    return count.begun == 0 ? "" : fmt::format(", {} {}", count.begun, word);
  };
  std::string text = " " + paint(look, Ink::heading, session.plan().title) + "\n";
  std::string facts = o.at.started ? "since " + short_date(o.at.start_day) : "not started";
  facts += ", " + (o.at.finished ? std::string("finished") : pace_words(o.at));
  if (const std::string interview = interview_words(o.at); !interview.empty()) facts += ", " + interview;
  text += wrapped(facts, static_cast<std::size_t>(look.width), " ", " ") + "\n";
  for (const auto& [week, count] : o.weeks) text += row(look, week, count, "tasks");
  text += row(look, "Days", o.days, "done");
  text += row(look, "Exercises", o.exercises, "passed" + begun(o.exercises, "tried"));
  text += row(look, "Checklist", o.checklist, "proven" + begun(o.checklist, "in part"));
  text += fmt::format(" {}  {} {}\n", pad("Streak", 10), o.streak, o.streak == 1 ? "day" : "days");
  const NextTask next = session.next();
  return text + "\n" +
         (next.task == nullptr ? next_command(look, "prep checklist") : next_line(look, steps(*next.task)));
}

JsonObject to_json(const Count& count) {
  JsonObject json;
  return json.integer("done", count.done).integer("all", count.all).integer("begun", count.begun);
}

JsonObject to_json(Session& session, const Overview& o) {
  JsonObject json = JsonObject::of("prep.status/1");
  json.text("today", session.today()).text("plan", session.plan().id).flag("started", o.at.started);
  json.text("start_day", o.at.start_day)
      .flag("finished", o.at.finished)
      .integer("days_behind", o.at.days_behind);
  if (o.at.days_to_interview) {
    json.integer("days_to_interview", *o.at.days_to_interview);
  } else {
    json.null("days_to_interview");
  }
  std::vector<JsonObject> weeks;
  for (const auto& [week, count] : o.weeks) {
    JsonObject one;
    one.text("week", week).integer("done", count.done).integer("all", count.all);
    weeks.push_back(one);
  }
  json.objects("weeks", weeks).object("days", to_json(o.days)).object("exercises", to_json(o.exercises));
  json.object("checklist", to_json(o.checklist)).integer("streak", o.streak);
  return json.integer("records", static_cast<std::int64_t>(session.progress().events));
}

}  // namespace

int execute(const command::Status&, Session& session) {
  const Overview overview = overview_of(session);
  if (session.json()) {
    session.answer(to_json(session, overview));
  } else {
    session.terminal().result(screen(session, overview));
  }
  return 0;
}

}  // namespace prep
