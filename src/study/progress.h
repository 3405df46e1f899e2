// The fold of all events: what is done, tried, held. Plain data; everything shown to the learner is computed
// from it.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "study/event.h"

namespace prep {

struct ExerciseProgress {
  int attempts = 0;
  int attempts_before_pass = 0;  // up to and including the first passed one; 0 = not passed
  int hint_level = 0;            // highest taken
  bool opened = false;
  bool passed = false;
  bool solution_seen = false;
  std::string passed_day;  // of the first pass
  int passed_version = 0;
  std::string best_band;        // measured in time
  std::string best_model_band;  // earned from the sim's counters
  std::string last_verdict;
  std::string last_backend;
  std::string last_day;
  std::int64_t last_utc_ms = 0;
  std::int64_t first_utc_ms = 0;  // first open or attempt
  bool operator==(const ExerciseProgress&) const = default;
};

enum class TaskMark { done, skipped };
struct TaskProgress {
  TaskMark mark = TaskMark::done;
  std::string day;
  std::string until_day;  // of a skip
  bool operator==(const TaskProgress&) const = default;
};

struct Progress {
  std::optional<PlanChosen> plan;  // the newest
  std::string first_day;           // study day of the first event; "" = nothing ever happened
  std::map<std::string, TaskProgress> tasks;
  std::map<std::string, ExerciseProgress> exercises;
  std::map<std::string, bool> ticks;  // checklist items
  std::string current_exercise;       // last opened or attempted
  std::set<std::string> active_days;
  std::uint64_t events = 0;        // all records, taken back or not
  std::string newest_id;           // ULID
  std::int64_t newest_utc_ms = 0;  // the latest wall time of any event
  bool operator==(const Progress&) const = default;
};

// Applies one event that no Undone touches. Undo needs the whole history: fold_all drops what is taken back
// (an Undone of an Undone brings it back: redo).
void apply(Progress& progress, const Event& event);
Progress fold_all(const std::vector<Event>& in_ulid_order);

// Which events an Undone that counts takes back, one flag per event. An Undone counts unless a later one
// takes it back (redo), and only for records before it: so the answer depends on nothing but the set of
// records.
std::vector<bool> taken_back(const std::vector<Event>& in_ulid_order);

// Days in a row up to today (or yesterday, when today has nothing yet) with at least one event.
int streak(const Progress& progress, const std::string& today);

}  // namespace prep
