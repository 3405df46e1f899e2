#include "study/checklist.h"

namespace prep {
namespace {

std::string pass_words(const std::string& id, const ExerciseProgress& exercise) {
  std::string words = id + " passed";
  if (!exercise.passed_day.empty()) words += " " + exercise.passed_day;
  if (!exercise.best_band.empty()) return words + " (" + exercise.best_band + ")";
  if (!exercise.best_model_band.empty()) return words + " (" + exercise.best_model_band + ", model)";
  return words;
}

Proof proof_of(const ChecklistItem& item, const ChecklistView& view) {
  const bool provable = item.exercises_needed + item.tasks_needed > 0;
  const bool met = view.exercises_passed >= item.exercises_needed && view.tasks_done >= item.tasks_needed;
  if (provable && met) return Proof::proven;
  return view.exercises_passed + view.tasks_done > 0 ? Proof::partial : Proof::none;
}

}  // namespace

ChecklistView view_item(const ChecklistItem& item, const Progress& progress) {
  ChecklistView view{&item, Proof::none, 0, 0, false, {}, {}};
  for (const std::string& id : item.exercises) {
    const auto at = progress.exercises.find(id);
    if (at != progress.exercises.end() && at->second.passed) {
      ++view.exercises_passed;
      view.evidence.push_back(pass_words(id, at->second));
    } else {
      view.missing.push_back(id);
    }
  }
  for (const std::string& id : item.tasks) {
    const auto at = progress.tasks.find(id);
    if (at != progress.tasks.end() && at->second.mark == TaskMark::done) {
      ++view.tasks_done;
      view.evidence.push_back(id + " done " + at->second.day);
    } else {
      view.missing.push_back(id);
    }
  }
  view.proof = proof_of(item, view);
  if (view.proof == Proof::proven) view.missing.clear();
  const auto tick = progress.ticks.find(item.id);
  view.ticked = tick != progress.ticks.end() && tick->second;
  return view;
}

}  // namespace prep
