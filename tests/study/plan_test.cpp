#include "study/plan.h"

#include "catch.h"

namespace prep {
namespace {

Task task(const std::string& id, TaskKind kind = TaskKind::read, const std::string& ref = "page") {
  Task result;
  result.id = id;
  result.kind = kind;
  result.ref = ref;
  result.minutes = 30;
  result.why = "Because of " + id + ".";
  return result;
}

// Two weeks of six days; the first day has a lesson and ex_01, the others one task each.
Plan two_weeks() {
  Plan plan;
  plan.id = "standard";
  plan.weeks = 2;
  plan.hours_per_day = 2;
  for (int week = 1; week <= 2; ++week) {
    for (int day = 1; day <= 6; ++day) {
      Day one;
      one.id = "w" + std::to_string(week) + "d" + std::to_string(day);
      one.tasks.push_back(task(one.id + "-read"));
      plan.days.push_back(one);
    }
  }
  plan.days[0].tasks.push_back(task("w1d1-add", TaskKind::exercise, "ex_01"));
  return plan;
}

Progress began_on(const std::string& day) {
  Progress progress;
  progress.plan = PlanChosen{"standard", 0, day};
  progress.first_day = day;
  return progress;
}

void finish_days(Progress& progress, const Plan& plan, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    for (const Task& one : plan.days[i].tasks) progress.tasks[one.id] = {TaskMark::done, "2026-11-02", ""};
  }
}

constexpr const char* kMonday = "2026-11-02";

TEST_CASE("a machine where nothing was started has the plan from today") {
  const Plan plan = two_weeks();
  const Standing at = standing(plan, Progress{}, "2026-11-22");
  CHECK_FALSE(at.started);
  CHECK(at.start_day == "2026-11-22");
  CHECK(at.day_index == 0);
  CHECK(at.days_behind == 0);
  CHECK_FALSE(at.finished);
  CHECK_FALSE(at.days_to_interview.has_value());
}

TEST_CASE("the plan starts on the first day of use where none was chosen") {
  Progress progress;
  progress.first_day = "2026-11-20";
  const Standing at = standing(two_weeks(), progress, "2026-11-22");
  CHECK(at.started);
  CHECK(at.start_day == "2026-11-20");
  CHECK(at.days_behind == 2);
}

TEST_CASE("behind and ahead count study days, and every seventh day rests") {
  struct Row {
    const char* today;
    std::size_t days_done;
    int behind;
    bool rest;
  };
  const Row row = GENERATE(Row{"2026-11-02", 0, 0, false}, Row{"2026-11-02", 2, -2, false},
                           Row{"2026-11-05", 0, 3, false}, Row{"2026-11-07", 5, 0, false},
                           Row{"2026-11-08", 6, 0, true},   // the seventh day, week done
                           Row{"2026-11-08", 5, 1, true},   // the seventh day, one left over
                           Row{"2026-11-09", 6, 0, false},  // the eighth day is the plan's seventh
                           Row{"2026-12-31", 11, 1, false}, Row{"2026-10-01", 0, 0, false});
  const Plan plan = two_weeks();
  Progress progress = began_on(kMonday);
  finish_days(progress, plan, row.days_done);
  const Standing at = standing(plan, progress, row.today);
  CAPTURE(row.today, row.days_done);
  CHECK(at.days_behind == row.behind);
  if (row.today >= std::string(kMonday)) CHECK(at.rest_day == row.rest);
}

TEST_CASE("more weeks or fewer hours slow the calendar down") {
  const Plan plan = two_weeks();
  Progress progress = began_on(kMonday);
  const std::string eighth_day = "2026-11-09";
  CHECK(standing(plan, progress, eighth_day).scheduled_index == 6);
  progress.plan->weeks = 4;
  CHECK(standing(plan, progress, eighth_day).scheduled_index == 3);
  progress.plan->weeks = 0;
  progress.plan->hours = 1;
  CHECK(standing(plan, progress, eighth_day).scheduled_index == 3);
}

TEST_CASE("the interview is counted in days, past ones below zero") {
  Progress progress = began_on(kMonday);
  progress.plan->interview_day = "2026-11-21";
  CHECK(standing(two_weeks(), progress, "2026-11-02").days_to_interview == 19);
  CHECK(standing(two_weeks(), progress, "2026-11-22").days_to_interview == -1);
}

TEST_CASE("an exercise task is done by a pass, begun by an attempt or an opened file") {
  const Plan plan = two_weeks();
  const Task& add = plan.days[0].tasks[1];
  Progress progress;
  CHECK(task_state(add, progress, kMonday) == TaskState::open);
  progress.exercises["ex_01"].opened = true;
  CHECK(task_state(add, progress, kMonday) == TaskState::current);
  progress.exercises["ex_01"] = {};
  progress.exercises["ex_01"].attempts = 1;
  CHECK(task_state(add, progress, kMonday) == TaskState::current);
  progress.exercises["ex_01"].passed = true;
  CHECK(task_state(add, progress, kMonday) == TaskState::done);
}

TEST_CASE("an exercise that is no exercise task does not do a reading task of the same ref") {
  Progress progress;
  progress.exercises["ex_01"].passed = true;
  CHECK(task_state(task("w1d1-x", TaskKind::read, "ex_01"), progress, kMonday) == TaskState::open);
}

TEST_CASE("a skip holds until its day, a pass beats a skip, done under a former id counts") {
  Task one = task("new-id");
  one.aliases = {"old-id"};
  Progress progress;
  progress.tasks["new-id"] = {TaskMark::skipped, "2026-11-02", "2026-11-05"};
  CHECK(task_state(one, progress, "2026-11-04") == TaskState::skipped);
  CHECK(task_state(one, progress, "2026-11-05") == TaskState::open);
  progress.tasks["old-id"] = {TaskMark::done, "2026-11-01", ""};
  CHECK(task_state(one, progress, "2026-11-04") == TaskState::done);

  Progress skipped_then_passed;
  skipped_then_passed.tasks["w1d1-add"] = {TaskMark::skipped, "2026-11-02", ""};
  const Task add = task("w1d1-add", TaskKind::exercise, "ex_01");
  CHECK(task_state(add, skipped_then_passed, kMonday) == TaskState::skipped);
  skipped_then_passed.exercises["ex_01"].passed = true;
  CHECK(task_state(add, skipped_then_passed, kMonday) == TaskState::done);
}

TEST_CASE("the next task is the first open one, and says where it stands and why") {
  const Plan plan = two_weeks();
  Progress progress;
  NextTask next = next_task(plan, progress, kMonday);
  REQUIRE(next.task != nullptr);
  CHECK(next.task->id == "w1d1-read");
  CHECK(next.day->id == "w1d1");
  CHECK(next.why == "Week 1 / Day 1, task 1 of 2. Because of w1d1-read.");

  progress.tasks["w1d1-read"] = {TaskMark::done, kMonday, ""};
  progress.exercises["ex_01"].attempts = 2;
  next = next_task(plan, progress, kMonday);
  CHECK(next.task->id == "w1d1-add");
  CHECK(next.why.find("already begun") != std::string::npos);

  finish_days(progress, plan, plan.days.size());
  CHECK(next_task(plan, progress, kMonday).task == nullptr);
  CHECK(standing(plan, progress, kMonday).finished);
}

TEST_CASE("a stretch task waits for the end of the standard plan and is due in the extended one") {
  Plan plan = two_weeks();
  plan.days[0].tasks[0].stretch = true;
  Progress progress;
  CHECK(next_task(plan, progress, kMonday).task->id == "w1d1-add");
  finish_days(progress, plan, plan.days.size());
  progress.tasks.erase("w1d1-read");
  CHECK(standing(plan, progress, kMonday).finished);
  CHECK(next_task(plan, progress, kMonday).task->id == "w1d1-read");
  plan.id = "extended";
  CHECK_FALSE(standing(plan, progress, kMonday).finished);
}

TEST_CASE("a planned task is never due and never next, in any plan") {
  Plan plan = two_weeks();
  plan.id = "extended";
  plan.days[0].tasks[0].planned = true;
  CHECK_FALSE(due(plan, plan.days[0].tasks[0]));
  CHECK(next_task(plan, Progress{}, kMonday).task->id == "w1d1-add");
  Progress progress;
  finish_days(progress, plan, plan.days.size());
  progress.tasks.erase("w1d1-read");
  CHECK(standing(plan, progress, kMonday).finished);
  CHECK(next_task(plan, progress, kMonday).task == nullptr);
}

TEST_CASE("an empty plan is finished and breaks nothing") {
  const Standing at = standing(Plan{}, Progress{}, kMonday);
  CHECK(at.finished);
  CHECK(at.day_index == 0);
  CHECK(next_task(Plan{}, Progress{}, kMonday).task == nullptr);
}

TEST_CASE("tasks are found by id, former id and exercise") {
  Plan plan = two_weeks();
  plan.days[3].tasks[0].aliases = {"w1d4-old"};
  CHECK(find_task(plan, "w1d4-old") == &plan.days[3].tasks[0]);
  CHECK(find_task(plan, "w1d9-none") == nullptr);
  CHECK(tasks_of_exercise(plan, "ex_01").front()->id == "w1d1-add");
  CHECK(tasks_of_exercise(plan, "ex_99").empty());
  CHECK(day_of(plan, plan.days[0].tasks[1]).id == "w1d1");
  CHECK(find_day(plan, "w2d6") == &plan.days.back());
}

TEST_CASE("day ids in words") {
  CHECK(day_words("w2d3") == "Week 2 / Day 3");
  CHECK(day_words("w10d12") == "Week 10 / Day 12");
  CHECK(day_words("focused") == "focused");
  CHECK(day_words("wd") == "wd");
}

}  // namespace
}  // namespace prep
