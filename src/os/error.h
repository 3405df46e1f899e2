// Inability to work: thrown where it is found, caught once in main, printed as "prep: <sentence>".
// The sentence says what, where, and ends in the next step. The learner's own mistakes are values
// (grade/verdict.h).
#pragma once
#include <stdexcept>
#include <string>

namespace prep {

// The exit codes of prep. They win over any other document.
enum class Exit : int {
  ok = 0,
  not_passed = 1,   // a verdict about the learner's code that is not `passed`; findings of `prep sim`
  usage = 2,        // usage error or unknown id
  environment = 3,  // missing compiler, not_graded, unstable_measurement
  content = 4,      // content or kit invalid, judge died, red `dev check`
  store = 5,        // locked, damaged, newer, disk full
  bug = 70,
};

class Error : public std::runtime_error {
 public:
  // `kind` is the stable word of the JSON error object: "unknown_exercise", "store_locked", "no_compiler"...
  Error(Exit exit, std::string kind, const std::string& sentence)
      : std::runtime_error(sentence), exit_(exit), kind_(std::move(kind)) {}
  Exit exit() const { return exit_; }
  const std::string& kind() const { return kind_; }

 private:
  Exit exit_;
  std::string kind_;
};

}  // namespace prep
