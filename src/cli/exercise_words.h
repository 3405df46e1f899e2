// An exercise's standing in words.
#pragma once
#include <string>

#include "cli/json_out.h"
#include "content/kit.h"
#include "study/progress.h"

namespace prep {

enum class ExerciseState { todo, tried, passed };
ExerciseState state_of(const ExerciseProgress& exercise);
std::string word(ExerciseState state);

// Progress of an exercise; all zero where nothing happened yet.
const ExerciseProgress& progress_of(const Progress& progress, const std::string& exercise);

// "passed 1st try, gold", "passed at attempt 4", "2 attempts, last: race", "opened"; "" = untouched.
std::string standing_words(const ExerciseProgress& exercise);
// "gold", "gold (model)", ""
std::string band_words(const ExerciseProgress& exercise);
// "wrong_answer" -> "wrong answer"
std::string spaced(std::string words);

std::string word(Language language);
JsonObject to_json(const Kit& kit, const ExerciseProgress& exercise);

}  // namespace prep
