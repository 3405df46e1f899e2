#include "study/progress.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string_view>
#include <unordered_set>

namespace prep {
namespace {

int band_rank(std::string_view band) {
  constexpr std::array<std::string_view, 4> kBands{"", "pass", "good", "gold"};
  const auto at = std::find(kBands.begin(), kBands.end(), band);
  return at == kBands.end() ? 0 : static_cast<int>(at - kBands.begin());
}

void raise_band(std::string& best, const std::string& band) {
  if (band_rank(band) > band_rank(best)) best = band;
}

struct Apply {
  Progress& progress;
  const Event& event;

  ExerciseProgress& touched(const std::string& id) const {
    ExerciseProgress& exercise = progress.exercises[id];
    if (exercise.first_utc_ms == 0) exercise.first_utc_ms = event.utc_ms;
    progress.current_exercise = id;
    return exercise;
  }

  void operator()(const AttemptMade& a) const {
    ExerciseProgress& exercise = touched(a.exercise);
    ++exercise.attempts;
    exercise.last_verdict = a.verdict;
    exercise.last_backend = a.backend;
    exercise.last_day = event.day;
    exercise.last_utc_ms = event.utc_ms;
    if (a.verdict != "passed") return;
    raise_band(a.band_is_model ? exercise.best_model_band : exercise.best_band, a.band);
    if (exercise.passed) return;
    exercise.passed = true;
    exercise.passed_day = event.day;
    exercise.passed_version = a.version;
    exercise.attempts_before_pass = exercise.attempts;
  }
  void operator()(const TaskDone& a) const { progress.tasks[a.task] = {TaskMark::done, event.day, ""}; }
  void operator()(const TaskSkipped& a) const {
    progress.tasks[a.task] = {TaskMark::skipped, event.day, a.until_day};
  }
  void operator()(const HintTaken& a) const {
    int& level = progress.exercises[a.exercise].hint_level;
    level = std::max(level, a.level);
  }
  void operator()(const SolutionShown& a) const { progress.exercises[a.exercise].solution_seen = true; }
  void operator()(const FileOpened& a) const { touched(a.exercise).opened = true; }
  void operator()(const FileReset& a) const { progress.exercises[a.exercise].opened = true; }
  void operator()(const PlanChosen& a) const { progress.plan = a; }
  void operator()(const Ticked& a) const { progress.ticks[a.item] = a.on; }
  void operator()(const Undone&) const {}
  void operator()(const UnknownOp&) const {}
};

// What every record adds, taken back or not.
void count(Progress& progress, const Event& event) {
  ++progress.events;
  progress.newest_id = std::max(progress.newest_id, event.id);
  progress.newest_utc_ms = std::max(progress.newest_utc_ms, event.utc_ms);
}

// A day on which something was only taken back is not a day of study.
void mark_day(Progress& progress, const Event& event) {
  if (std::holds_alternative<Undone>(event.action) || event.day.empty()) return;
  if (progress.first_day.empty()) progress.first_day = event.day;
  progress.active_days.insert(event.day);
}

std::chrono::sys_days parse_day(std::string_view day) {
  int year = 0;
  unsigned month = 0, of_month = 0;
  if (day.size() == 10) {
    std::from_chars(day.data(), day.data() + 4, year);
    std::from_chars(day.data() + 5, day.data() + 7, month);
    std::from_chars(day.data() + 8, day.data() + 10, of_month);
  }
  return std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} /
                               std::chrono::day{of_month}};
}

std::string day_text(std::chrono::sys_days day) {
  const std::chrono::year_month_day date{day};
  const auto padded = [](unsigned value, std::size_t width) {
    const std::string digits = std::to_string(value);
    return std::string(width > digits.size() ? width - digits.size() : 0, '0') + digits;
  };
  return padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) + "-" +
         padded(static_cast<unsigned>(date.month()), 2) + "-" + padded(static_cast<unsigned>(date.day()), 2);
}

}  // namespace

void apply(Progress& progress, const Event& event) {
  count(progress, event);
  mark_day(progress, event);
  std::visit(Apply{progress, event}, event.action);
}

std::vector<bool> taken_back(const std::vector<Event>& in_ulid_order) {
  std::vector<bool> taken(in_ulid_order.size(), false);
  std::unordered_set<std::string_view> wanted;  // targets of the Undones that count
  for (std::size_t i = in_ulid_order.size(); i-- > 0;) {
    const Event& event = in_ulid_order[i];
    taken[i] = wanted.contains(event.id) && undoable(event.action);
    const auto* undone = std::get_if<Undone>(&event.action);
    if (undone != nullptr && !taken[i]) wanted.insert(undone->of);
  }
  return taken;
}

Progress fold_all(const std::vector<Event>& in_ulid_order) {
  Progress progress;
  const std::vector<bool> taken = taken_back(in_ulid_order);
  for (std::size_t i = 0; i < in_ulid_order.size(); ++i) {
    if (taken[i]) {
      count(progress, in_ulid_order[i]);
    } else {
      apply(progress, in_ulid_order[i]);
    }
  }
  return progress;
}

int streak(const Progress& progress, const std::string& today) {
  auto day = parse_day(today);
  if (!progress.active_days.contains(today)) day -= std::chrono::days{1};
  int days = 0;
  for (; progress.active_days.contains(day_text(day)); day -= std::chrono::days{1}) ++days;
  return days;
}

}  // namespace prep
