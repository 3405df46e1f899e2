#include "study/plan.h"

#include <algorithm>
#include <stdexcept>

namespace prep {
namespace {

const TaskProgress* mark_of(const Task& task, const Progress& progress) {
  const auto find = [&progress](const std::string& id) -> const TaskProgress* {
    const auto at = progress.tasks.find(id);
    return at == progress.tasks.end() ? nullptr : &at->second;
  };
  const TaskProgress* best = find(task.id);
  for (const std::string& alias : task.aliases) {
    const TaskProgress* former = find(alias);
    if (former == nullptr) continue;
    if (best == nullptr || (best->mark == TaskMark::skipped && former->mark == TaskMark::done)) best = former;
  }
  return best;
}

const ExerciseProgress* exercise_of(const Task& task, const Progress& progress) {
  if (task.kind != TaskKind::exercise) return nullptr;
  const auto at = progress.exercises.find(task.ref);
  return at == progress.exercises.end() ? nullptr : &at->second;
}

bool is_open(TaskState state) { return state == TaskState::open || state == TaskState::current; }

bool has_open_due_task(const Plan& plan, const Day& day, const Progress& progress, const std::string& today) {
  return std::any_of(day.tasks.begin(), day.tasks.end(), [&](const Task& task) {
    return due(plan, task) && is_open(task_state(task, progress, today));
  });
}

std::string start_of(const Progress& progress, const std::string& today) {
  if (progress.plan && is_day(progress.plan->start_day)) return progress.plan->start_day;
  return is_day(progress.first_day) ? progress.first_day : today;
}

// How many of the plan's days one study day of the calendar takes: 1 as the plan says, less where the learner
// stretched it.
double pace(const Plan& plan, const Progress& progress) {
  const double all_days = static_cast<double>(plan.days.size()) + plan.planned_days;
  if (progress.plan && progress.plan->weeks > 0 && plan.days_per_week > 0) {
    return all_days / (progress.plan->weeks * plan.days_per_week);
  }
  if (progress.plan && progress.plan->hours > 0 && plan.hours_per_day > 0) {
    return progress.plan->hours / plan.hours_per_day;
  }
  return 1;
}

// Study days before `elapsed` calendar days: each week has days_per_week of them, then rest.
int study_days(int elapsed, int days_per_week) {
  return elapsed / 7 * days_per_week + std::min(elapsed % 7, days_per_week);
}

std::string place_words(const Day& day, const Task& task) {
  const auto at =
      std::find_if(day.tasks.begin(), day.tasks.end(), [&task](const Task& t) { return t.id == task.id; });
  return day_words(day.id) + ", task " + std::to_string(at - day.tasks.begin() + 1) + " of " +
         std::to_string(day.tasks.size());
}

}  // namespace

bool due(const Plan& plan, const Task& task) {
  return !task.planned && (!task.stretch || plan.id == "extended");
}

TaskState task_state(const Task& task, const Progress& progress, const std::string& today) {
  const ExerciseProgress* exercise = exercise_of(task, progress);
  if (exercise != nullptr && exercise->passed) return TaskState::done;
  if (const TaskProgress* mark = mark_of(task, progress)) {
    if (mark->mark == TaskMark::done) return TaskState::done;
    if (mark->until_day.empty() || today < mark->until_day) return TaskState::skipped;
  }
  const bool begun = exercise != nullptr && (exercise->opened || exercise->attempts > 0);
  return begun ? TaskState::current : TaskState::open;
}

std::vector<TaskView> view_day(const Day& day, const Progress& progress, const std::string& today) {
  std::vector<TaskView> views;
  for (const Task& task : day.tasks) views.push_back({&task, task_state(task, progress, today)});
  return views;
}

Standing standing(const Plan& plan, const Progress& progress, const std::string& today) {
  Standing result;
  result.started = progress.plan.has_value() || !progress.first_day.empty();
  result.start_day = start_of(progress, today);
  const auto first_open = std::find_if(plan.days.begin(), plan.days.end(), [&](const Day& day) {
    return has_open_due_task(plan, day, progress, today);
  });
  const int actual = static_cast<int>(first_open - plan.days.begin());
  const int count = static_cast<int>(plan.days.size());
  result.finished = actual == count;
  result.day_index = static_cast<std::size_t>(std::max(0, std::min(actual, count - 1)));
  // A clock that went back, or a start in the future: nothing is due yet.
  const int elapsed = std::max(0, days_between(result.start_day, today));
  result.rest_day = elapsed % 7 >= plan.days_per_week;
  const int scheduled = static_cast<int>(study_days(elapsed, plan.days_per_week) * pace(plan, progress));
  result.scheduled_index = static_cast<std::size_t>(std::max(0, std::min(scheduled, count - 1)));
  result.days_behind = std::min(scheduled, count) - actual;
  if (progress.plan && is_day(progress.plan->interview_day)) {
    result.days_to_interview = days_between(today, progress.plan->interview_day);
  }
  return result;
}

NextTask next_task(const Plan& plan, const Progress& progress, const std::string& today) {
  enum class Pass { due, stretch };
  for (const Pass pass : {Pass::due, Pass::stretch}) {
    for (const Day& day : plan.days) {
      for (const Task& task : day.tasks) {
        if (task.planned || due(plan, task) != (pass == Pass::due)) continue;
        const TaskState state = task_state(task, progress, today);
        if (!is_open(state)) continue;
        std::string why = place_words(day, task);
        if (pass == Pass::stretch) why += ", for the time that is left";
        why += state == TaskState::current ? ", already begun." : ".";
        return {&task, &day, task.why.empty() ? why : why + ' ' + task.why};
      }
    }
  }
  return {};
}

const Day* find_day(const Plan& plan, const std::string& id) {
  const auto at =
      std::find_if(plan.days.begin(), plan.days.end(), [&id](const Day& day) { return day.id == id; });
  return at == plan.days.end() ? nullptr : &*at;
}

const Task* find_task(const Plan& plan, const std::string& name) {
  for (const Day& day : plan.days) {
    for (const Task& task : day.tasks) {
      const auto& aliases = task.aliases;
      if (task.id == name || std::find(aliases.begin(), aliases.end(), name) != aliases.end()) return &task;
    }
  }
  return nullptr;
}

std::vector<const Task*> tasks_of_exercise(const Plan& plan, const std::string& exercise) {
  std::vector<const Task*> found;
  for (const Day& day : plan.days) {
    for (const Task& task : day.tasks) {
      if (task.kind == TaskKind::exercise && task.ref == exercise) found.push_back(&task);
    }
  }
  return found;
}

const Day& day_of(const Plan& plan, const Task& task) {
  for (const Day& day : plan.days) {
    for (const Task& other : day.tasks) {
      if (&other == &task) return day;
    }
  }
  throw std::logic_error("task " + task.id + " is not of plan " + plan.id);
}

std::string day_words(const std::string& day_id) {
  const std::size_t d = day_id.find('d');
  const auto digits = [](const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  };
  if (d == std::string::npos || day_id[0] != 'w') return day_id;
  const std::string week = day_id.substr(1, d - 1), day = day_id.substr(d + 1);
  return digits(week) && digits(day) ? "Week " + week + " / Day " + day : day_id;
}

}  // namespace prep
