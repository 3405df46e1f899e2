#include "cli/exercise_words.h"

#include <algorithm>

namespace prep {

ExerciseState state_of(const ExerciseProgress& exercise) {
  if (exercise.passed) return ExerciseState::passed;
  return exercise.attempts > 0 || exercise.opened ? ExerciseState::tried : ExerciseState::todo;
}

std::string word(ExerciseState state) {
  switch (state) {
    case ExerciseState::todo:
      return "todo";
    case ExerciseState::tried:
      return "tried";
    case ExerciseState::passed:
      return "passed";
  }
  return "";
}

const ExerciseProgress& progress_of(const Progress& progress, const std::string& exercise) {
  static const ExerciseProgress kNothing;
  const auto at = progress.exercises.find(exercise);
  return at == progress.exercises.end() ? kNothing : at->second;
}

std::string spaced(std::string words) {
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string band_words(const ExerciseProgress& exercise) {
  if (!exercise.best_band.empty()) return exercise.best_band;
  return exercise.best_model_band.empty() ? "" : exercise.best_model_band + " (model)";
}

std::string standing_words(const ExerciseProgress& exercise) {
  if (exercise.passed) {
    const std::string how = exercise.attempts_before_pass == 1
                                ? "passed 1st try"
                                : "passed at attempt " + std::to_string(exercise.attempts_before_pass);
    const std::string band = band_words(exercise);
    return band.empty() || band == "pass" ? how : how + ", " + band;
  }
  if (exercise.attempts > 0) {
    return std::to_string(exercise.attempts) +
           (exercise.attempts == 1 ? " attempt, last: " : " attempts, last: ") +
           spaced(exercise.last_verdict);
  }
  return exercise.opened ? "opened" : "";
}

std::string word(Language language) { return language == Language::cuda ? "cuda" : "cpp"; }

JsonObject to_json(const Kit& kit, const ExerciseProgress& exercise) {
  JsonObject json;
  json.text("id", kit.id)
      .text("slug", kit.slug)
      .text("title", kit.title)
      .text("language", word(kit.language));
  json.integer("difficulty", kit.difficulty).integer("minutes", kit.minutes).texts("topics", kit.topics);
  json.text("status", word(state_of(exercise))).integer("attempts", exercise.attempts);
  json.integer("hint_level", exercise.hint_level).text_or_null("band", exercise.best_band);
  json.text_or_null("model_band", exercise.best_model_band)
      .text_or_null("last_verdict", exercise.last_verdict);
  json.text_or_null("passed_day", exercise.passed_day);
  return json;
}

}  // namespace prep
