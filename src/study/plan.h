// Plans, weeks, days, tasks: pure values as content/ holds them, and the arithmetic of "what today, and why".
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "study/dates.h"
#include "study/progress.h"

namespace prep {

enum class TaskKind { read, exercise, review, drill, explain, design, mock, build };

struct Task {
  std::string id;  // "w2d3-transpose"; never changes
  TaskKind kind = TaskKind::read;
  std::string ref;  // read: a page under content/ without ".md"; exercise: "ex_09"; else free
  int minutes = 0;
  std::string why;  // one sentence: why this, now
  std::string title;
  std::vector<std::string> aliases;  // former ids: progress made under them counts
  bool stretch = false;              // offered when time is left; due only in the extended plan
  bool planned = false;              // its exercise is not written yet: shown as such, never due, never next
};

struct Day {
  std::string id;  // "w2d3"
  std::string title;
  double hours = 0;
  std::vector<std::string> objectives;
  std::vector<Task> tasks;
};

struct Week {
  std::string id;  // "week_02_cuda"
  std::string title;
  std::vector<std::string> objectives;
  std::vector<Day> days;
};

struct Plan {
  std::string id;  // "standard"
  std::string title;
  std::string summary;
  int weeks = 0;
  double hours_per_day = 0;
  int days_per_week = 6;
  std::vector<Day> days;  // in order; a plan file names them: ["w1d1", …]
  int planned_days = 0;   // of weeks whose content is still to come; said, never pretended
};

// Where a learner stands in a plan on a study day. Day numbers count from the start day; rest days included.
struct Standing {
  std::string start_day;            // of the plan; today where nothing was ever started
  std::size_t day_index = 0;        // into Plan::days: the day to work on now (the first with an open task)
  std::size_t scheduled_index = 0;  // the day the calendar says
  int days_behind = 0;              // scheduled - actual, study days; negative = ahead
  bool rest_day = false;            // the calendar asks for nothing today
  std::optional<int> days_to_interview;
  bool started = false;   // plan chosen or anything done
  bool finished = false;  // no open task left
};

enum class TaskState {
  open,
  done,
  skipped,
  current
};  // current: an exercise with attempts or an opened file
struct TaskView {
  const Task* task;
  TaskState state;
};
std::vector<TaskView> view_day(const Day& day, const Progress& progress, const std::string& today);

Standing standing(const Plan& plan, const Progress& progress, const std::string& today);

struct NextTask {
  const Task* task = nullptr;  // null: the plan is finished
  const Day* day = nullptr;
  std::string why;  // "first open task of week 2 day 3; …": the task's own why and the place in the plan
};
NextTask next_task(const Plan& plan, const Progress& progress, const std::string& today);

// An exercise task is done by a pass of its exercise, or by TaskDone; the others by TaskDone.
TaskState task_state(const Task& task, const Progress& progress, const std::string& today);

// Neither planned nor, outside the extended plan, a stretch.
bool due(const Plan& plan, const Task& task);
const Day* find_day(const Plan& plan, const std::string& id);
// By id or alias, else nullptr.
const Task* find_task(const Plan& plan, const std::string& name);
// The tasks of a plan that a pass of this exercise does.
std::vector<const Task*> tasks_of_exercise(const Plan& plan, const std::string& exercise);
const Day& day_of(const Plan& plan, const Task& task);

// "w2d3" -> "Week 2 / Day 3"; another id as it is.
std::string day_words(const std::string& day_id);

}  // namespace prep
