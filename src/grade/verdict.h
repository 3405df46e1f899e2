// The words a grade ends in, in their order of precedence (KIT.md, "Verdicts"): the first that applies wins.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace prep {

enum class Verdict {
  build_failed,
  forbidden_call,
  deadlock,
  barrier_divergence,
  memory_error,
  race,
  uninitialized,
  undefined_behavior,
  crashed,
  output_limit,
  timed_out,
  input_modified,
  nondeterministic,
  wrong_answer,
  too_slow,
  passed,
  not_graded,            // a tool or machine is missing: exit 3, never "passed"
  unstable_measurement,  // the impossible was measured
};

std::string_view word(Verdict verdict);  // "wrong_answer"
std::optional<Verdict> verdict_of(std::string_view word);
std::string sentence(Verdict verdict);  // "the output is wrong", for screens
int exit_code(Verdict verdict);         // 0, 1 or 3
// The worse of two by precedence.
Verdict worse(Verdict a, Verdict b);

}  // namespace prep
